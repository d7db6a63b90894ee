package org.confluens.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers for all segments at once: {@code segments/*}{@code /stenosis} stands for every segment that the examination is
 * expected to report and that neither has an answer of its own nor is named beside it.
 */
public final class SegmentWildcard {
    private static final String ANY = "*";

    private SegmentWildcard() {}

    /** The answers with each wildcard replaced by the paths that it stands for; other answers stay as they are. */
    public static <T> Map<String, T> expand(Template template, FormValues before, Map<String, T> answers) {
        Optional<Section> segments = template.segments();
        if (segments.isEmpty()) {
            return answers;
        }
        FormLayout layout = FormLayout.of(template);
        String start = segments.get().id() + "/" + ANY + "/";
        Map<String, T> expanded = new LinkedHashMap<>();
        answers.forEach((path, answer) -> {
            if (!path.startsWith(start)) {
                expanded.put(path, answer);
                return;
            }
            for (VeinAnatomy.Entry entry : template.veins().entries()) {
                String one = segments.get().id() + "/" + entry.segment().id() + "/" + path.substring(start.length());
                if (isMeant(template, entry)
                        && isOpen(before, one)
                        && layout.field(one).isPresent()) {
                    expanded.putIfAbsent(one, answer);
                }
            }
        });
        answers.forEach((path, answer) -> {
            if (expanded.containsKey(path)) {
                expanded.put(path, answer);
            }
        });
        return expanded;
    }

    private static boolean isMeant(Template template, VeinAnatomy.Entry entry) {
        return template.examination()
                .filter(e -> entry.expectedBy().contains(e) && entry.segment().isAssessableBy(e))
                .isPresent();
    }

    private static boolean isOpen(FormValues before, String path) {
        return before.field(path).map(f -> !f.state().isAttested()).orElse(true);
    }
}
