package org.confluens.template;

import java.util.Optional;

/**
 * A part of a report directly below its root.
 *
 * @param group its heading and content; for {@link Kind#SEGMENTS} the content is asked for once a vein segment
 */
public record Section(Kind kind, Group group, Optional<Role> role, boolean everySegment) {

    /** What a section holds. */
    public enum Kind {
        HEADING,
        SEGMENTS
    }

    /** Sections that the software fills itself. */
    public enum Role {
        CONFIRMATION,
        COMPARISON
    }

    public String id() {
        return group.id();
    }

    public boolean isSegments() {
        return kind == Kind.SEGMENTS;
    }
}
