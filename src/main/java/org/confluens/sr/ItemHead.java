package org.confluens.sr;

import java.util.Objects;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;

/**
 * What every content item has: its relationship to the parent (none for the root), its concept name, when and under
 * which UID it was observed, and the attributes of the item that this model does not name, private ones included.
 */
public record ItemHead(
        Optional<RelationshipType> relationship,
        Optional<Code> concept,
        Optional<String> observationDateTime,
        Optional<String> observationUid,
        Dataset others) {

    public ItemHead {
        Objects.requireNonNull(relationship, "relationship");
        Objects.requireNonNull(concept, "concept");
        Objects.requireNonNull(observationDateTime, "observationDateTime");
        Objects.requireNonNull(observationUid, "observationUid");
        Objects.requireNonNull(others, "others");
    }

    /** The head of an item below the root. */
    public static ItemHead of(RelationshipType relationship, Code concept) {
        return new ItemHead(
                Optional.of(relationship), Optional.of(concept), Optional.empty(), Optional.empty(), Dataset.empty());
    }

    /** The head of an item without a concept name, as image references often are. */
    public static ItemHead of(RelationshipType relationship) {
        return new ItemHead(
                Optional.of(relationship), Optional.empty(), Optional.empty(), Optional.empty(), Dataset.empty());
    }

    /** The head of a root. */
    public static ItemHead root(Code title) {
        return new ItemHead(Optional.empty(), Optional.of(title), Optional.empty(), Optional.empty(), Dataset.empty());
    }

    /** The same head under another relationship. */
    public ItemHead withRelationship(RelationshipType type) {
        return new ItemHead(Optional.of(type), concept, observationDateTime, observationUid, others);
    }

    /** The same head with the time of observation, in the form of a DT value. */
    public ItemHead withObservationDateTime(String dateTime) {
        return new ItemHead(relationship, concept, Optional.of(dateTime), observationUid, others);
    }

    /** The same head with the observation's UID. */
    public ItemHead withObservationUid(String uid) {
        return new ItemHead(relationship, concept, observationDateTime, Optional.of(uid), others);
    }
}
