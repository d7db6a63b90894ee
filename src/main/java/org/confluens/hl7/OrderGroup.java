package org.confluens.hl7;

import ca.uhn.hl7v2.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One order of a message: from its ORC to the next one, or to the next OBR under the same ORC.
 *
 * @param sequence which ORC of the message it is, from 1
 */
record OrderGroup(int sequence, Segment control, List<Segment> details) {

    static List<OrderGroup> of(Segments message) {
        List<OrderGroup> groups = new ArrayList<>();
        int controls = 0;
        for (Segment segment : message.all()) {
            if (segment.getName().equals("ORC")) {
                controls++;
                groups.add(new OrderGroup(controls, segment, new ArrayList<>()));
            } else if (!groups.isEmpty()) {
                OrderGroup last = groups.get(groups.size() - 1);
                if (segment.getName().equals("OBR") && last.first("OBR").isPresent()) {
                    last = last.another();
                    groups.add(last);
                }
                last.details().add(segment);
            }
        }
        shareStudy(groups);
        return groups;
    }

    /** Another order under the same ORC, with what stands between that and its first OBR, such as the timing (TQ1). */
    private OrderGroup another() {
        List<Segment> shared = details.stream()
                .takeWhile(segment -> !segment.getName().equals("OBR"))
                .toList();
        return new OrderGroup(sequence, control, new ArrayList<>(shared));
    }

    /** IHE RAD-4 names the study once, in a ZDS after the last of the groups that make up an order. */
    private static void shareStudy(List<OrderGroup> groups) {
        for (int i = groups.size() - 2; i >= 0; i--) {
            OrderGroup group = groups.get(i);
            OrderGroup next = groups.get(i + 1);
            if (group.first("ZDS").isEmpty() && group.isOfSameOrder(next)) {
                next.first("ZDS").ifPresent(group.details()::add);
            }
        }
    }

    private boolean isOfSameOrder(OrderGroup other) {
        Place[] placer = {Place.at("ORC", 2, 1), Place.at("OBR", 2, 1)};
        return text(placer).equals(other.text(placer))
                && text(Place.at("OBR", 18, 1)).equals(other.text(Place.at("OBR", 18, 1)));
    }

    /** The order as one to one imaging segment (IPC), of which each may be another requested procedure. */
    List<OrderGroup> byImagingSegment() {
        List<Segment> others =
                details.stream().filter(s -> !s.getName().equals("IPC")).toList();
        List<OrderGroup> split = all("IPC").stream()
                .map(ipc -> new OrderGroup(
                        sequence,
                        control,
                        Stream.concat(others.stream(), Stream.of(ipc)).toList()))
                .toList();
        return split.isEmpty() ? List.of(this) : split;
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
