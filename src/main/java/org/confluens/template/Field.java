package org.confluens.template;

import java.util.List;
import java.util.Optional;

/**
 * A field of a form: an item at a place.
 *
 * @param path its full address
 * @param scope the path of the group it stands in
 * @param segment the segment it is about
 * @param guards conditions of the groups around it
 */
public record Field(String path, String scope, Item item, Optional<VeinAnatomy.Entry> segment, List<Guard> guards) {

    /** The conditions of a group, seen from its scope. */
    public record Guard(String scope, List<Condition> conditions) {}

    public Field {
        guards = List.copyOf(guards);
    }
}
