package org.confluens.template;

/** How often an item or a group may occur; a {@code maximum} of {@link #UNBOUNDED} is written {@code *} in a template. */
public record Cardinality(int minimum, int maximum) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;
    public static final Cardinality OPTIONAL = new Cardinality(0, 1);

    public Cardinality {
        if (minimum < 0 || maximum < 1 || minimum > maximum) {
            throw new IllegalArgumentException("at least " + minimum + ", at most " + maximum);
        }
    }

    public boolean isRequired() {
        return minimum > 0;
    }

    public boolean isRepeatable() {
        return maximum > 1;
    }

    @Override
    public String toString() {
        return minimum + ".." + (maximum == UNBOUNDED ? "*" : maximum);
    }
}
