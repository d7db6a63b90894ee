package org.confluens.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.sr.Code;

/**
 * A question of a template and how its answer is written.
 *
 * @param encoding how a coded answer is written
 * @param modifiers fixed concept modifiers of the written item, such as Derivation = Minimum
 * @param role what the software understands of it, see {@link ItemRole}
 * @param clinical whether the answer is a reading: such an answer is never proposed as if somebody had given it
 * @param veins the veins it is asked for; empty for all
 */
public record Item(
        String id,
        ItemType type,
        Code concept,
        Cardinality cardinality,
        String label,
        Optional<String> help,
        List<Condition> appliesWhen,
        List<Condition> requiredWhen,
        Optional<ValueSet> values,
        Encoding encoding,
        Optional<NumberRange> range,
        List<Modifier> modifiers,
        List<String> suggestions,
        List<ProposalSource> proposals,
        Optional<Computation> computation,
        Optional<String> fixedText,
        Optional<ItemRole> role,
        boolean clinical,
        Set<String> veins)
        implements Node {

    /** How a coded answer is written. */
    public enum Encoding {
        /** The item's concept is the name, the code chosen the value. */
        VALUE(""),
        /** The code chosen is the name, {@code Present} the value: for lists of findings. */
        PRESENCE("present"),
        /** The code chosen is the name, {@code Undetermined} the value: for lists of possible findings. */
        UNCERTAINTY("indeterminate"),
        /** The code chosen is the name, {@code Absent} the value: for lists of what was excluded. */
        ABSENCE("absent");

        private final String meaning;

        Encoding(String meaning) {
            this.meaning = meaning;
        }

        /** What the value of a named finding says, as the meanings of codes say it. */
        String meaning() {
            return meaning;
        }
    }

    /** A fixed HAS CONCEPT MOD child. */
    public record Modifier(Code concept, Code value) {}

    public Item {
        appliesWhen = List.copyOf(appliesWhen);
        requiredWhen = List.copyOf(requiredWhen);
        modifiers = List.copyOf(modifiers);
        suggestions = List.copyOf(suggestions);
        proposals = List.copyOf(proposals);
        veins = Set.copyOf(veins);
    }

    public boolean hasRole(ItemRole wanted) {
        return role.filter(r -> r == wanted).isPresent();
    }

    /** Whether the codes chosen are written as names of findings. */
    public boolean namesFindings() {
        return encoding != Encoding.VALUE;
    }

    /** Whether nobody types this value: it is computed or fixed by the template. */
    public boolean isDerived() {
        return computation.isPresent() || fixedText.isPresent();
    }
}
