package org.confluens.concordance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rule tables. Loading them proves the first: each combination of cells is covered by exactly one rule. The second
 * says what else is known of a narrowing, and is applied in its order.
 */
public final class ConcordanceRules {
    private static final String CELLS = "rules.csv";
    private static final int CELL_COLUMNS = 11;
    private static final String SITUATIONS = "situations.csv";
    private static final int SITUATION_COLUMNS = 8;
    private static final String ANY = "*";

    private final List<CellRule> rows;
    private final List<SituationRule> situations;
    private final Map<Cells, Rule> byCells = new HashMap<>();

    ConcordanceRules(List<CellRule> rows, List<SituationRule> situations) {
        this.rows = List.copyOf(rows);
        this.situations = List.copyOf(situations);
        all().forEach(cells -> byCells.put(cells, only(cells)));
    }

    /** The rules of the product. */
    public static ConcordanceRules load() {
        return new ConcordanceRules(
                Table.rows(CELLS, CELL_COLUMNS).stream()
                        .map(ConcordanceRules::cellRule)
                        .toList(),
                Table.rows(SITUATIONS, SITUATION_COLUMNS).stream()
                        .map(ConcordanceRules::situationRule)
                        .toList());
    }

    /** A text that changes when the rules or the categories change, and only then. */
    public static String fingerprint() {
        StringBuilder text = new StringBuilder();
        Stream.of(
                        Table.rows(CELLS, CELL_COLUMNS),
                        Table.rows(SITUATIONS, SITUATION_COLUMNS),
                        Table.rows("categories.csv", 5))
                .flatMap(List::stream)
                .forEach(row -> text.append(String.join(";", row)).append('\n'));
        return text.toString();
    }

    /** Every rule, those of the cells first. */
    public List<Rule> rules() {
        return Stream.concat(
                        rows.stream().map(CellRule::rule), situations.stream().map(SituationRule::rule))
                .toList();
    }

    public Optional<Rule> rule(String id) {
        return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** The one rule for what the examinations say. */
    public Rule match(Cells cells) {
        return Optional.ofNullable(byCells.get(cells))
                .orElseThrow(() -> new IllegalArgumentException("no column can hold one of " + cells));
    }

    /** The rule for what the examinations say of a narrowing of which more is known. */
    public Rule match(Cells cells, Set<Situation> known) {
        Rule rule = match(cells);
        for (SituationRule row : situations) {
            if (known.contains(row.situation()) && row.outcomes().contains(rule.outcome())) {
                rule = row.rule();
            }
        }
        return rule;
    }

    List<CellRule> rows() {
        return rows;
    }

    List<SituationRule> situations() {
        return situations;
    }

    /** Every combination that the columns can hold. */
    static Stream<Cells> all() {
        List<Cells> all = new ArrayList<>();
        for (Standing crossSectional : Standing.CROSS_SECTIONAL) {
            for (Standing catheter : Standing.CATHETER) {
                for (Standing ivus : Standing.IVUS) {
                    for (boolean catheterObstructed : List.of(false, true)) {
                        for (boolean ivusObstructed : List.of(false, true)) {
                            all.add(new Cells(crossSectional, catheter, catheterObstructed, ivus, ivusObstructed));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    private Rule only(Cells cells) {
        List<Rule> matching = rows.stream()
                .filter(row -> row.covers(cells))
                .map(CellRule::rule)
                .toList();
        if (matching.size() != 1) {
            throw new IllegalStateException(
                    cells + " is covered by " + matching.stream().map(Rule::id).toList() + " instead of one rule");
        }
        return matching.get(0);
    }

    private static CellRule cellRule(String[] row) {
        return new CellRule(
                standings(row[1], Standing.CROSS_SECTIONAL),
                standings(row[2], Standing.CATHETER),
                obstructed(row[3]),
                standings(row[4], Standing.IVUS),
                obstructed(row[5]),
                rule(row[0], Arrays.copyOfRange(row, 6, CELL_COLUMNS)));
    }

    private static SituationRule situationRule(String[] row) {
        return new SituationRule(
                Situation.valueOf(row[1]),
                Arrays.stream(row[2].split("\\|")).map(Outcome::valueOf).collect(Collectors.toSet()),
                rule(row[0], Arrays.copyOfRange(row, 3, SITUATION_COLUMNS)));
    }

    private static Rule rule(String id, String[] cells) {
        return new Rule(
                id,
                Outcome.valueOf(cells[0]),
                Agreement.valueOf(cells[1]),
                FlagEffect.valueOf(cells[2]),
                cells[3],
                cells[4]);
    }

    private static Set<Boolean> obstructed(String cell) {
        return switch (cell) {
            case ANY -> Set.of(true, false);
            case "P" -> Set.of(true);
            case "-" -> Set.of(false);
            default -> throw new IllegalStateException(CELLS + ": " + cell + " is neither P nor - nor *");
        };
    }

    private static Set<Standing> standings(String cell, Set<Standing> allowed) {
        Set<Standing> named = ANY.equals(cell)
                ? allowed
                : Arrays.stream(cell.split("\\|")).map(Standing::valueOf).collect(Collectors.toSet());
        if (!allowed.containsAll(named)) {
            throw new IllegalStateException(CELLS + ": " + cell + " can't stand in that column");
        }
        return named;
    }
}
