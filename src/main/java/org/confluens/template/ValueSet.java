package org.confluens.template;

import java.util.List;
import java.util.Optional;
import org.confluens.sr.Code;

/** The codes that an item may be answered with; an extensible set takes others too. */
public record ValueSet(String id, List<Code> codes, boolean extensible) {
    public ValueSet {
        codes = List.copyOf(codes);
    }

    /** The member equal to {@code code}, with the meaning that we write. */
    public Optional<Code> member(Code code) {
        return codes.stream().filter(code::equals).findFirst();
    }

    public boolean accepts(Code code) {
        return extensible || codes.contains(code);
    }
}
