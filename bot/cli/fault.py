"""What a command says when it cannot do its work."""


class Fault(Exception):
    """One plain sentence for staff, and the exit code: 1 failed, 2 wrong input or usage."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code
