import pytest


@pytest.fixture
def village(world, database):
    from village import Village

    return Village(world, database)
