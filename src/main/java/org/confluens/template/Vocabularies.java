package org.confluens.template;

import java.util.List;
import java.util.Locale;
import org.confluens.finding.FindingVocabulary;
import org.confluens.finding.Kind;
import org.confluens.finding.Role;

/** Adds to the standard vocabulary what the roles of the templates and the meanings of the codes say. */
final class Vocabularies {
    private static final String KIND = "kind:";

    private Vocabularies() {}

    static FindingVocabulary of(List<Template> templates, CodeBook codes) {
        FindingVocabulary.Builder builder = FindingVocabulary.standard().toBuilder();
        for (CodeBook.Entry entry : codes.entries()) {
            for (String meaning : entry.means()) {
                if (meaning.startsWith(KIND)) {
                    Kind.of(meaning.substring(KIND.length())).ifPresent(kind -> builder.kind(kind, entry.code()));
                } else {
                    Role.of(meaning).ifPresent(role -> builder.role(role, entry.code()));
                }
            }
        }
        for (Template template : templates) {
            template.examination()
                    .flatMap(examination -> Role.of(examination.name().toLowerCase(Locale.ROOT)))
                    .ifPresent(role -> builder.role(role, template.code()));
            template.items()
                    .forEach(item -> item.role()
                            .flatMap(role -> Role.of(role.id()))
                            .ifPresent(role -> builder.role(role, item.concept())));
        }
        return builder.build();
    }
}
