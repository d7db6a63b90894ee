package org.confluens.template;

/** How much a form must satisfy: what is in it, all that it asks for, or that with a signature over it. */
public enum Stage {
    SAVE,
    COMPLETE,
    VERIFY
}
