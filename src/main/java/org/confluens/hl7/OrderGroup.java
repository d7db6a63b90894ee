package org.confluens.hl7;

import ca.uhn.hl7v2.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One order of a message: from its ORC to the next one. */
record OrderGroup(Segment control, List<Segment> details) {

    static List<OrderGroup> of(Segments message) {
        List<OrderGroup> groups = new ArrayList<>();
        for (Segment segment : message.all()) {
            if (segment.getName().equals("ORC")) {
                groups.add(new OrderGroup(segment, new ArrayList<>()));
            } else if (!groups.isEmpty()) {
                groups.get(groups.size() - 1).details().add(segment);
            }
        }
        return groups;
    }

    Optional<Segment> first(String name) {
        return details.stream().filter(s -> s.getName().equals(name)).findFirst();
    }

    List<Segment> all(String name) {
        return details.stream().filter(s -> s.getName().equals(name)).toList();
    }

    /** The first of these that has a value. */
    String text(Place... places) {
        for (Place place : places) {
            Optional<Segment> segment = place.segment().equals("ORC") ? Optional.of(control) : first(place.segment());
            String value = segment.map(s -> Segments.text(s, place.field(), 0, place.component(), place.subcomponent()))
                    .orElse("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** Where in an order a value stands. */
    record Place(String segment, int field, int component, int subcomponent) {
        static Place at(String segment, int field, int component) {
            return new Place(segment, field, component, 1);
        }
    }
}
