"""Panels of the admin for fields of ours."""

from wagtail.admin.compare import FieldComparison, TextDiff
from wagtail.admin.panels import FieldPanel

from portal.common.fields import CodesField


class CodesComparison(FieldComparison):
    """Two lists of codes, in words; Wagtail's for choices knows one code only."""

    def htmldiff(self) -> str:
        field: CodesField = self.field
        gone = [code for code in self.val_a if code not in self.val_b]
        new = [code for code in self.val_b if code not in self.val_a]
        kept = [code for code in self.val_a if code in self.val_b]
        words = [
            *(("equal", label) for label in field.labels(kept)),
            *(("deletion", label) for label in field.labels(gone)),
            *(("addition", label) for label in field.labels(new)),
        ]
        html: str = TextDiff(words, separator=" ").to_html()
        return html

    def has_changed(self) -> bool:
        return set(self.val_a) != set(self.val_b)


class CodesPanel(FieldPanel):
    """The panel of a :class:`CodesField`, whose versions can be compared."""

    def get_comparison_class(self) -> type[CodesComparison]:
        return CodesComparison
