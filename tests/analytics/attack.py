"""A reader who knows who took part, their organisation and partnership, and has every released table: what can they work out?

Written apart from the shield: it reads `report.json` as it is printed, and knows persons, not classes.
"""

import numpy as np
from scipy.optimize import linprog


def counted(section_json, key):
    """Return the rows of a table."""
    blocks = [block for section in section_json for block in section["blocks"]]
    blocks += [block for section in section_json for part in section["parts"] for block in part["blocks"]]
    return next((block["rows"] for block in blocks if block.get("table") == key), [])


class Reader:
    """Collects equations over `gave[person, value]`; everybody gave exactly one value."""

    def __init__(self, values):
        self.values, self.people, self.told = list(values), {}, []

    def hears(self, people, weights, total):
        for one in people:
            self.people.setdefault(one, len(self.people))
        self.told.append((frozenset(people), dict(weights), total))

    def matrix(self):
        width, rows, totals = len(self.values), [], []
        for place in range(len(self.people)):
            row = np.zeros(len(self.people) * width)
            row[place * width : (place + 1) * width] = 1
            rows, totals = [*rows, row], [*totals, 1.0]
        for people, weights, total in self.told:
            rows, totals = [*rows, self.row(people, weights)], [*totals, total]
        return np.array(rows), np.array(totals)

    def row(self, people, weights):
        row = np.zeros(len(self.people) * len(self.values))
        for one in people:
            for value, weight in weights.items():
                row[self.people[one] * len(self.values) + self.values.index(value)] = weight
        return row

    def solved_persons(self):
        """Return who gave what for certain, by linear algebra: the unit vector lies in the rows."""
        rows, _ = self.matrix()
        if not rows.size:
            return []
        _, sizes, basis = np.linalg.svd(rows, full_matrices=False)
        basis = basis[sizes > 1e-9 * sizes.max()]
        inside = (basis**2).sum(axis=0)  # how much of each unit vector lies in the row space
        names = list(self.people)
        return [
            (names[at // len(self.values)], self.values[at % len(self.values)])
            for at in np.flatnonzero(inside > 1 - 1e-9)
        ]

    def between(self, people, value):
        """Return the least and the most that may have given a value, by linear programming."""
        rows, totals = self.matrix()
        aim = self.row(people, {value: 1.0})
        ends = [linprog(sign * aim, A_eq=rows, b_eq=totals, bounds=(0, 1), method="highs").fun for sign in (1, -1)]
        return round(ends[0]), round(-ends[1])
