package org.confluens.template;

import java.util.List;
import java.util.Optional;
import org.confluens.sr.Code;

/** Items that belong together and are written as one CONTAINER. */
public record Group(
        String id,
        Code concept,
        Cardinality cardinality,
        String label,
        Optional<String> help,
        List<Condition> appliesWhen,
        List<Node> children)
        implements Node {

    public Group {
        appliesWhen = List.copyOf(appliesWhen);
        children = List.copyOf(children);
    }
}
