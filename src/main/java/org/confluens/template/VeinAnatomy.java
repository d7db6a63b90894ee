package org.confluens.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.finding.Anatomy;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;

/** The vein segments with what a form needs besides: their labels, the vein each belongs to, who must answer for it. */
public final class VeinAnatomy {
    private final Map<String, Entry> bySegment = new LinkedHashMap<>();
    private final Anatomy anatomy;

    /**
     * A segment in a form.
     *
     * @param veinId the vein, such as {@code internal-jugular}
     * @param expectedBy the examinations whose reports must say something about it
     */
    public record Entry(Segment segment, String veinId, String vein, String label, Set<Examination> expectedBy) {
        public Entry {
            expectedBy = Set.copyOf(expectedBy);
        }
    }

    VeinAnatomy(List<Entry> entries) {
        List<Segment> segments = new ArrayList<>();
        for (Entry entry : entries) {
            bySegment.put(entry.segment().id(), entry);
            segments.add(entry.segment());
        }
        anatomy = new Anatomy(segments);
    }

    public Anatomy anatomy() {
        return anatomy;
    }

    public List<Entry> entries() {
        return List.copyOf(bySegment.values());
    }

    public Optional<Entry> entry(String segmentId) {
        return Optional.ofNullable(bySegment.get(segmentId));
    }
}
