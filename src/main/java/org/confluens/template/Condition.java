package org.confluens.template;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.confluens.sr.Code;

/**
 * Holds when another item has one of {@code codes}, or is filled, or is a number of at least {@code atLeast}.
 *
 * @param itemId the other item, looked for in the same group first, then outwards, then in the whole template
 */
public record Condition(String itemId, Set<Code> codes, boolean filled, Optional<BigDecimal> atLeast) {
    public Condition {
        codes = Set.copyOf(codes);
    }
}
