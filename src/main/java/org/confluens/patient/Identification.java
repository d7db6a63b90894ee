package org.confluens.patient;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one rule for "the same patient". Identifier and issuer decide, and a name that was merged stands for its survivor. A
 * missing issuer (type 3 in images, PS3.3 C.7.1.1) means the one patient with that identifier whom nothing contradicts; if
 * there are several, nobody. Who is named like somebody but was born on another day is somebody else, until a person has
 * said who it is.
 *
 * @param survivor the row of the patient who is meant; empty for somebody who is not known yet
 * @param key the key of that somebody
 */
public record Identification(OptionalLong survivor, PatientKey key) {

    /**
     * Whom a name means.
     *
     * @param named as the sender writes it, with an identifier
     * @param birthDate as the sender writes it, possibly empty
     * @param sameId all names with that identifier
     */
    public static Identification of(PatientKey named, String birthDate, Collection<KnownName> sameId) {
        Optional<KnownName> exact = find(named, sameId);
        if (exact.isPresent()) {
            return exact.get().contradicts(birthDate) ? otherwiseBorn(named, birthDate, sameId) : found(exact.get());
        }
        List<KnownName> meant = named.issuer().isEmpty() ? fitting(birthDate, sameId) : List.of();
        return meant.size() == 1 ? found(meant.get(0)) : unknown(named);
    }

    /** Whether several patients can be meant, since the sender leaves the issuer out. */
    static boolean isAmbiguous(PatientKey named, String birthDate, Collection<KnownName> sameId) {
        return named.issuer().isEmpty()
                && find(named, sameId).isEmpty()
                && fitting(birthDate, sameId).size() > 1;
    }

    /**
     * The name without issuer whose patient turns out to be the one that has an issuer, as soon as there is exactly one such.
     *
     * @return that name and the one it stands for
     */
    static Optional<List<KnownName>> issuerFound(Collection<KnownName> sameId) {
        Optional<KnownName> open = sameId.stream()
                .filter(name -> name.key().issuer().isEmpty() && !name.isAlias())
                .findFirst();
        return open.flatMap(name -> {
            List<KnownName> others = sameId.stream()
                    .filter(other -> other.survivor() != name.survivor())
                    .toList();
            List<KnownName> meant = fitting(name.birthDate(), others);
            boolean one = others.stream().map(KnownName::survivor).distinct().count() == 1;
            return one && meant.size() == 1 ? Optional.of(List.of(name, meant.get(0))) : Optional.empty();
        });
    }

    /** One name of each patient whom the day of birth does not contradict. */
    private static List<KnownName> fitting(String birthDate, Collection<KnownName> names) {
        return names.stream()
                .filter(name -> !name.contradicts(birthDate))
                .collect(java.util.stream.Collectors.toMap(
                        KnownName::survivor, name -> name, (first, second) -> first, java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private static Identification otherwiseBorn(PatientKey named, String birthDate, Collection<KnownName> sameId) {
        PatientKey other = named.otherwiseBorn(birthDate);
        return find(other, sameId).map(Identification::found).orElseGet(() -> unknown(other));
    }

    private static Optional<KnownName> find(PatientKey key, Collection<KnownName> names) {
        return names.stream().filter(name -> name.key().equals(key)).findFirst();
    }

    private static Identification found(KnownName name) {
        return new Identification(OptionalLong.of(name.survivor()), name.key());
    }

    private static Identification unknown(PatientKey key) {
        return new Identification(OptionalLong.empty(), key);
    }
}
