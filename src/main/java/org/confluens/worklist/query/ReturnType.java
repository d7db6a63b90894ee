package org.confluens.worklist.query;

/** Return key type of PS3.4 K.2.2.1.2. */
enum ReturnType {
    TYPE_1,
    TYPE_1C,
    TYPE_2,
    TYPE_2C,
    TYPE_3;

    static ReturnType of(String text) {
        return valueOf("TYPE_" + text);
    }

    /** True when an answer carries the attribute even where nobody named it in an expanded sequence. */
    boolean alwaysPresent() {
        return this == TYPE_1 || this == TYPE_2;
    }
}
