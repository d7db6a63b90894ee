package org.confluens.worklist.query;

/** How a key's value is compared, PS3.4 C.2.2.2; written in {@code keys.csv} in lower case. */
enum Matching {
    /** Single Value Matching only: no wildcard (PS3.4 table K.6-1 for station, modality and patient id). */
    SINGLE,
    /** Single Value or Wild Card Matching, case counts. */
    TEXT,
    /** Single Value or Wild Card Matching of a person's name, in any of its component groups. */
    NAME,
    DATE,
    TIME,
    UID,
    NUMBER,
    SEQUENCE,
    /** Universal Matching only: the key is returned, its value is not looked at. */
    NONE
}
