"""A letter on its way to a person."""

from peewee import BlobField, CharField

from server.core.dialect import UtcDateTimeField
from server.models.base import Row


class Mail(Row):
    """One e-mail. ``template`` names the texts ``<template>.subject`` and ``<template>.body`` of the catalogue.

    ``sealed`` holds the address and the parameters of the text (names, links with one-time tokens), sealed to this
    row; it is emptied once the letter is sent, as nothing needs it any more.
    """

    template = CharField(max_length=64)
    language = CharField(max_length=2)
    sealed = BlobField(null=True)
    sent_at = UtcDateTimeField(null=True)
