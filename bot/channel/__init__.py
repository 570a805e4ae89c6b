"""How people reach Meespraak: Telegram, a terminal, later a web chat. The core knows none of them."""
