package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a document stands in its life (PS3.3 C.17.2): three flags and who verified it. A key object selection has no
 * flags at all.
 */
public record DocumentState(
        Optional<CompletionFlag> completion,
        Optional<String> completionDescription,
        Optional<VerificationFlag> verification,
        Optional<PreliminaryFlag> preliminary,
        List<VerifyingObserver> verifyingObservers) {

    /** The state of a key object selection. */
    public static final DocumentState NONE =
            new DocumentState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** The state in which a report begins: partial, unverified, preliminary. */
    public static final DocumentState DRAFT = new DocumentState(
            Optional.of(CompletionFlag.PARTIAL),
            Optional.empty(),
            Optional.of(VerificationFlag.UNVERIFIED),
            Optional.of(PreliminaryFlag.PRELIMINARY),
            List.of());

    public DocumentState {
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(completionDescription, "completionDescription");
        Objects.requireNonNull(verification, "verification");
        Objects.requireNonNull(preliminary, "preliminary");
        verifyingObservers = List.copyOf(verifyingObservers);
    }

    /** True when the author said that nothing is missing. */
    public boolean isComplete() {
        return completion.filter(flag -> flag == CompletionFlag.COMPLETE).isPresent();
    }

    /** True when somebody answers for the document. */
    public boolean isVerified() {
        return verification.filter(flag -> flag == VerificationFlag.VERIFIED).isPresent();
    }

    /** The same state with another preliminary flag; it is independent of the other two. */
    public DocumentState withPreliminary(PreliminaryFlag flag) {
        return new DocumentState(
                completion, completionDescription, verification, Optional.of(flag), verifyingObservers);
    }
}
