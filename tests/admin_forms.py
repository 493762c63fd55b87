"""Forms of the admin, filled in as a browser has them when the page has loaded."""

from typing import Any

from bs4 import BeautifulSoup, Tag

NOT_SENT = {"submit", "button", "file", "image", "reset"}


def form_of(html: str, selector: str = "form#page-edit-form") -> Tag:
    """Return the form that ``selector`` finds."""
    form = BeautifulSoup(html, "html.parser").select_one(selector)
    assert form is not None, "there is no form"
    return form


def filled(html: str, **changes: Any) -> dict[str, Any]:
    """Return what the page's form would send, with ``changes``; None leaves a field out.

    Texts of blocks are made by a script: they are empty.
    """
    form = form_of(html)
    values: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if field.get("name") and "__prefix__" not in str(field["name"]):
            values.update(value_of(field))
    for block in form.select("[data-block]"):
        values[f"{block['id']}-count"] = "0"
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def value_of(field: Tag) -> dict[str, Any]:
    """Return the name and the value of ``field``, if it would be sent."""
    name = str(field["name"])
    if field.name == "select":
        chosen = [str(option.get("value", "")) for option in field.select("option[selected]")]
        return {name: chosen[-1] if chosen else first_of(field)}
    if field.name == "textarea":
        return {name: field.get_text()}
    kind = field.get("type", "text")
    if kind in NOT_SENT or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
        return {}
    return {name: field.get("value", "on" if kind == "checkbox" else "")}


def first_of(field: Tag) -> str:
    option = field.find("option")
    return str(option.get("value", "")) if isinstance(option, Tag) else ""
