package org.confluens.template;

import java.util.List;
import java.util.Optional;
import org.confluens.sr.Code;

/** Something that a template asks for: an {@link Item} with a value, or a {@link Group} of them. */
public sealed interface Node permits Item, Group {
    /** The name in paths, unique among its siblings. */
    String id();

    /** The concept name that it is written with. */
    Code concept();

    Cardinality cardinality();

    /** The English label. */
    String label();

    /** The English help text. */
    Optional<String> help();

    /** It applies when any of these holds; always, when there are none. */
    List<Condition> appliesWhen();
}
