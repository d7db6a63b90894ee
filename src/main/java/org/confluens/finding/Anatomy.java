package org.confluens.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.sr.Code;

/** The segments that are compared, in the order in which they are shown. */
public final class Anatomy {
    private final Map<String, Segment> byId = new LinkedHashMap<>();

    public Anatomy(List<Segment> segments) {
        for (Segment segment : segments) {
            if (byId.putIfAbsent(segment.id(), segment) != null) {
                throw new IllegalArgumentException("segment " + segment.id() + " is listed twice");
            }
        }
    }

    public List<Segment> segments() {
        return new ArrayList<>(byId.values());
    }

    public Optional<Segment> segment(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A text that changes when what is known of a segment does. */
    public String fingerprint() {
        return byId.values().stream()
                .map(segment -> String.join(
                        " ",
                        segment.id(),
                        name(Optional.of(segment.site())),
                        name(segment.laterality()),
                        name(segment.level()),
                        segment.assessableBy().stream().sorted().toList().toString(),
                        String.valueOf(segment.oftenPhysiological())))
                .collect(Collectors.joining("\n"));
    }

    private static String name(Optional<Code> code) {
        return code.map(c -> c.scheme() + ":" + c.value()).orElse("-");
    }

    /** The segments of a vein on a side; without a side, those of both. */
    public List<Segment> segmentsOf(Code site, Optional<Code> laterality) {
        Stream<Segment> ofSite = byId.values().stream().filter(s -> s.site().equals(site));
        return ofSite.filter(s -> laterality.isEmpty() || s.laterality().equals(laterality))
                .toList();
    }
}
