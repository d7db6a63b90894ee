package org.confluens.patient;

/** Two patients with the same identifier whom the rule does not take for one: a person has to say who they are. */
public record NearMiss(Side first, Side second) {

    /** Why they are not taken for one. */
    public enum Reason {
        /** Both say when they were born, and not on the same day. */
        OTHER_BIRTH_DATE,
        /** Their identifiers come from two issuers, or only one of them says from whom. */
        OTHER_ISSUER
    }

    /**
     * One of the two.
     *
     * @param row the key by which a person's decision names it
     * @param studies how many studies are here
     * @param steps how many scheduled steps are here
     */
    public record Side(long row, Patient patient, int studies, int steps) {}

    public Reason reason() {
        String one = first.patient().birthDate();
        String other = second.patient().birthDate();
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other) ? Reason.OTHER_BIRTH_DATE : Reason.OTHER_ISSUER;
    }

    /** Whose name stays if they are the same: who has no doubt about the birth date, then who has an issuer, then who came first. */
    Side survivor() {
        boolean secondIsBetter = rank(second) < rank(first);
        return secondIsBetter ? second : first;
    }

    Side prior() {
        return survivor().equals(first) ? second : first;
    }

    private static int rank(Side side) {
        PatientKey key = side.patient().key();
        if (key.isOtherwiseBorn()) {
            return 2;
        }
        return key.issuer().isEmpty() ? 1 : 0;
    }
}
