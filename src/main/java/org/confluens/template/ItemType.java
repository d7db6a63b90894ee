package org.confluens.template;

/** The value type of an item (PS3.3 C.17.3.2.1), as far as a form can ask for it. */
public enum ItemType {
    CODE,
    NUM,
    TEXT,
    DATE,
    TIME,
    DATETIME,
    PNAME,
    UIDREF,
    IMAGE,
    COMPOSITE
}
