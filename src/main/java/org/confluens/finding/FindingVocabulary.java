package org.confluens.finding;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.confluens.sr.Code;

/**
 * Which codes mean what: by role, by kind of finding, and the precoordinated sites with the vein, side and level that
 * each stands for. {@link #standard()} knows the codes of DICOM, their retired forms and our own; templates may add.
 */
public final class FindingVocabulary {
    private static final Set<String> FORMER_SNOMED_RT = Set.of("SNM3", "99SDM");

    private final Map<Role, Set<Code>> byRole;
    private final Map<Code, Set<Role>> rolesOf;
    private final Map<Code, Kind> kindOf;
    private final Map<Code, Place> placeOf;

    /** A site as vein, side and level, each where it is known. */
    public record Place(Optional<Code> site, Optional<Code> laterality, Optional<Code> level) {}

    private FindingVocabulary(Builder builder) {
        byRole = new EnumMap<>(Role.class);
        rolesOf = new HashMap<>();
        builder.byRole.forEach((role, codes) -> {
            byRole.put(role, Collections.unmodifiableSet(new LinkedHashSet<>(codes)));
            codes.forEach(code ->
                    rolesOf.computeIfAbsent(code, c -> new LinkedHashSet<>()).add(role));
        });
        kindOf = Map.copyOf(builder.kindOf);
        placeOf = Map.copyOf(builder.placeOf);
    }

    /** The vocabulary that every site starts from. */
    public static FindingVocabulary standard() {
        return VocabularyFile.load();
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        byRole.forEach((role, codes) -> codes.forEach(code -> builder.role(role, code)));
        kindOf.forEach((code, kind) -> builder.kind(kind, code));
        placeOf.forEach(builder::place);
        return builder;
    }

    /** The codes of a role, the preferred one first. */
    public Set<Code> codes(Role role) {
        return byRole.getOrDefault(role, Set.of());
    }

    public boolean means(Code code, Role role) {
        return rolesOf.getOrDefault(inSchemeOfToday(code), Set.of()).contains(role);
    }

    public Optional<Kind> kind(Code code) {
        return Optional.ofNullable(kindOf.get(inSchemeOfToday(code)));
    }

    /** What a precoordinated or synonymous code stands for; empty for a code that is what it says. */
    public Optional<Place> place(Code code) {
        return Optional.ofNullable(placeOf.get(inSchemeOfToday(code)));
    }

    /** Older documents name SNOMED RT otherwise (PS3.16 section 8.1); the code values are the same. */
    private static Code inSchemeOfToday(Code code) {
        return FORMER_SNOMED_RT.contains(code.scheme()) ? new Code(code.value(), "SRT", code.meaning()) : code;
    }

    /** A text that changes when what a code means does. */
    public String fingerprint() {
        Set<String> lines = new TreeSet<>();
        rolesOf.forEach((code, roles) -> lines.add(name(code) + new TreeSet<>(roles)));
        kindOf.forEach((code, kind) -> lines.add(name(code) + kind));
        placeOf.forEach((code, place) -> lines.add(name(code)
                + List.of(place.site(), place.laterality(), place.level()).stream()
                        .map(part -> part.map(FindingVocabulary::name).orElse("-"))
                        .toList()));
        return String.join("\n", lines);
    }

    private static String name(Code code) {
        return code.scheme() + ":" + code.value() + " ";
    }

    /** Collects a vocabulary; the later statement on a code's kind or place wins. */
    public static final class Builder {
        private final Map<Role, Set<Code>> byRole = new EnumMap<>(Role.class);
        private final Map<Code, Kind> kindOf = new HashMap<>();
        private final Map<Code, Place> placeOf = new HashMap<>();

        private Builder() {}

        public Builder role(Role role, Code code) {
            byRole.computeIfAbsent(role, r -> new LinkedHashSet<>()).add(Objects.requireNonNull(code));
            return this;
        }

        public Builder kind(Kind kind, Code code) {
            kindOf.put(code, kind);
            return this;
        }

        public Builder place(Code code, Place place) {
            placeOf.put(code, place);
            return this;
        }

        public FindingVocabulary build() {
            return new FindingVocabulary(this);
        }
    }
}
