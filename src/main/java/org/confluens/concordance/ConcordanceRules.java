package org.confluens.concordance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rule table. Loading it proves it: each combination of what MR or CT venography, catheter venography and
 * intravascular ultrasound can say is covered by exactly one rule.
 */
public final class ConcordanceRules {
    private static final String RESOURCE = "rules.csv";
    private static final String ANY = "*";

    private final List<Rule> rules;
    private final Map<Standing, Map<Standing, Map<Standing, Rule>>> cells = new EnumMap<>(Standing.class);

    ConcordanceRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (Standing crossSectional : Standing.CROSS_SECTIONAL) {
            for (Standing catheter : Standing.CATHETER) {
                for (Standing ivus : Standing.IVUS) {
                    cells.computeIfAbsent(crossSectional, s -> new EnumMap<>(Standing.class))
                            .computeIfAbsent(catheter, s -> new EnumMap<>(Standing.class))
                            .put(ivus, only(crossSectional, catheter, ivus));
                }
            }
        }
    }

    /** The rules of the product. */
    public static ConcordanceRules load() {
        List<Rule> rules = new ArrayList<>();
        for (String[] row : Table.rows(RESOURCE, 8)) {
            rules.add(new Rule(
                    row[0],
                    standings(row[1], Standing.CROSS_SECTIONAL),
                    standings(row[2], Standing.CATHETER),
                    standings(row[3], Standing.IVUS),
                    Outcome.valueOf(row[4]),
                    Agreement.valueOf(row[5]),
                    row[6],
                    row[7]));
        }
        return new ConcordanceRules(rules);
    }

    /** A text that changes when the rules or the categories change, and only then. */
    public static String fingerprint() {
        StringBuilder text = new StringBuilder();
        Table.rows(RESOURCE, 8)
                .forEach(row -> text.append(String.join(";", row)).append('\n'));
        Table.rows("categories.csv", 5)
                .forEach(row -> text.append(String.join(";", row)).append('\n'));
        return text.toString();
    }

    public List<Rule> rules() {
        return rules;
    }

    public Optional<Rule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** The one rule for what the three say. */
    public Rule match(Standing crossSectional, Standing catheter, Standing ivus) {
        return Optional.ofNullable(cells.get(crossSectional))
                .map(byCatheter -> byCatheter.get(catheter))
                .map(byIvus -> byIvus.get(ivus))
                .orElseThrow(() -> new IllegalArgumentException(
                        "no column can hold " + crossSectional + ", " + catheter + ", " + ivus));
    }

    private Rule only(Standing crossSectional, Standing catheter, Standing ivus) {
        List<Rule> matching = rules.stream()
                .filter(rule -> rule.covers(crossSectional, catheter, ivus))
                .toList();
        if (matching.size() != 1) {
            throw new IllegalStateException("MR/CT " + crossSectional + ", catheter " + catheter + ", IVUS " + ivus
                    + " is covered by " + matching.stream().map(Rule::id).toList() + " instead of one rule");
        }
        return matching.get(0);
    }

    private static Set<Standing> standings(String cell, Set<Standing> allowed) {
        Set<Standing> named = ANY.equals(cell)
                ? allowed
                : Arrays.stream(cell.split("\\|")).map(Standing::valueOf).collect(Collectors.toSet());
        if (!allowed.containsAll(named)) {
            throw new IllegalStateException(RESOURCE + ": " + cell + " can't stand in that column");
        }
        return named;
    }
}
