package org.confluens.concordance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.concordance.Categories.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcordanceRulesTest {
    private final ConcordanceRules rules = ConcordanceRules.load();

    @Test
    void everyCombinationOfCellsIsCoveredByExactlyOneRule() {
        List<Cells> all = ConcordanceRules.all().toList();

        assertThat(all).hasSize(5 * 5 * 6 * 4).doesNotHaveDuplicates();
        assertThat(all)
                .allSatisfy(cells -> assertThat(rules.rows().stream().filter(row -> row.covers(cells)))
                        .as("%s", cells)
                        .hasSize(1));
    }

    @Test
    void everyRuleIsReachedAndSaysWhyAndWhence() {
        Set<String> reached =
                ConcordanceRules.all().map(rules::match).map(Rule::id).collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules.rules()) {
            assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
            assertThat(rule.reason()).as(rule.id()).endsWith(".").hasSizeGreaterThan(40);
            assertThat(rule.source()).as(rule.id()).isNotBlank();
        }
        assertThat(rules.rows()).extracting(row -> row.rule().id()).containsExactlyInAnyOrderElementsOf(reached);
    }

    /** Columns: MR or CT, venogram, its other obstruction, IVUS, its other obstruction, outcome, flag. */
    @ParameterizedTest
    @CsvSource({
        "STENOSIS, NOT_ASSESSED, -, NOT_ASSESSED, -, MR_ONLY, PROPOSED",
        "STENOSIS, INDETERMINATE, -, NOT_ASSESSED, -, UNDECIDED, PROPOSED",
        "STENOSIS, INDETERMINATE, P, INDETERMINATE, -, UNDECIDED, PROPOSED",
        "STENOSIS, NOT_ASSESSED, -, INDETERMINATE, -, UNDECIDED, PROPOSED",
        "STENOSIS, NO_STENOSIS, -, NOT_ASSESSED, -, NOT_REPRODUCED, RESOLVED",
        "STENOSIS, NO_STENOSIS, -, NO_STENOSIS, -, NOT_REPRODUCED, RESOLVED",
        "STENOSIS, NO_STENOSIS, -, DISTENSIBLE, -, NOT_REPRODUCED, RESOLVED",
        "STENOSIS, NO_STENOSIS, P, NOT_ASSESSED, -, OTHER_OBSTRUCTION, RESOLVED",
        "STENOSIS, NO_STENOSIS, P, DISTENSIBLE, -, OTHER_OBSTRUCTION, RESOLVED",
        "STENOSIS, NO_STENOSIS, -, NO_STENOSIS, P, OTHER_OBSTRUCTION, RESOLVED",
        "STENOSIS, NO_STENOSIS, P, FIXED, P, CONFIRMED_BY_IVUS, RESOLVED",
        "STENOSIS, NO_STENOSIS, -, STENOSIS, -, CONFIRMED_BY_IVUS, RESOLVED",
        "STENOSIS, INDETERMINATE, -, FIXED, -, CONFIRMED_BY_IVUS, RESOLVED",
        "STENOSIS, NOT_ASSESSED, -, STENOSIS, -, CONFIRMED_BY_IVUS, RESOLVED",
        "STENOSIS, STENOSIS, -, NOT_ASSESSED, -, CONFIRMED, RESOLVED",
        "STENOSIS, STENOSIS, P, FIXED, -, CONFIRMED, RESOLVED",
        "STENOSIS, STENOSIS, -, NO_STENOSIS, P, CONFIRMED, RESOLVED",
        "STENOSIS, STENOSIS, -, DISTENSIBLE, -, PHYSIOLOGICAL, RESOLVED",
        "STENOSIS, INDETERMINATE, -, DISTENSIBLE, -, PHYSIOLOGICAL, RESOLVED",
        "STENOSIS, NOT_ASSESSED, -, DISTENSIBLE, P, PHYSIOLOGICAL, RESOLVED",
        "STENOSIS, STENOSIS, -, NO_STENOSIS, -, MIXED, ADJUDICATE",
        "STENOSIS, NOT_ASSESSABLE, -, NOT_ASSESSED, -, NOT_CONFIRMABLE, NONE",
        "NO_STENOSIS, STENOSIS, -, NOT_ASSESSED, -, CATHETER_ONLY, NONE",
        "NO_STENOSIS, NO_STENOSIS, -, FIXED, -, IVUS_ONLY, NONE",
        "NO_STENOSIS, NO_STENOSIS, P, NOT_ASSESSED, -, OTHER_OBSTRUCTION, NONE",
        "NO_STENOSIS, NO_STENOSIS, -, NO_STENOSIS, -, CONCORDANT_NEGATIVE, NONE",
        "NO_STENOSIS, NOT_ASSESSED, -, NOT_ASSESSED, -, NOT_COMPARED, NONE",
        "INDETERMINATE, STENOSIS, -, NOT_ASSESSED, -, CATHETER_ONLY, NONE",
        "INDETERMINATE, NO_STENOSIS, -, NOT_ASSESSED, -, NOT_COMPARED, NONE",
        "NOT_ASSESSABLE, STENOSIS, -, NOT_ASSESSED, -, NOT_COMPARED, NONE"
    })
    void theTableOfTheDesignHolds(
            Standing mr,
            Standing catheter,
            String webs,
            Standing ivus,
            String ivusWebs,
            Outcome outcome,
            FlagEffect flag) {
        Rule rule = rules.match(new Cells(mr, catheter, "P".equals(webs), ivus, "P".equals(ivusWebs)));

        assertThat(rule.outcome()).isEqualTo(outcome);
        if (mr == Standing.STENOSIS) {
            assertThat(rule.flag()).isEqualTo(flag);
        }
    }

    @Test
    void whatMrDidNotAssessIsNoFalseNegative() {
        assertThat(agreement(Standing.NO_STENOSIS)).isEqualTo(Agreement.DISCORDANT);
        assertThat(agreement(Standing.NOT_ASSESSED)).isEqualTo(Agreement.NOT_COMPARABLE);
        assertThat(agreement(Standing.INDETERMINATE)).isEqualTo(Agreement.NOT_COMPARABLE);
        assertThat(agreement(Standing.NOT_ASSESSABLE)).isEqualTo(Agreement.NOT_COMPARABLE);
    }

    private Agreement agreement(Standing crossSectional) {
        return rules.match(new Cells(crossSectional, Standing.STENOSIS, false, Standing.NOT_ASSESSED, false))
                .agreement();
    }

    @Test
    void aNarrowingStaysOpenExactlyWhereNoCatheterStudyDecided() {
        ConcordanceRules.all()
                .filter(cells -> cells.crossSectional() == Standing.STENOSIS)
                .forEach(cells -> {
                    boolean venogramDecided =
                            cells.catheter() == Standing.STENOSIS || cells.catheter() == Standing.NO_STENOSIS;
                    boolean ivusDecided =
                            cells.ivus() != Standing.NOT_ASSESSED && cells.ivus() != Standing.INDETERMINATE;
                    Rule rule = rules.match(cells);
                    if (rule.outcome() != Outcome.MIXED && rule.outcome() != Outcome.NOT_CONFIRMABLE) {
                        assertThat(rule.flag() == FlagEffect.RESOLVED)
                                .as("%s", cells)
                                .isEqualTo(venogramDecided || ivusDecided);
                    }
                });
    }

    @Test
    void noSituationReplacesWhatACatheterStudyDecided() {
        Set<Outcome> open = EnumSet.of(
                Outcome.MR_ONLY,
                Outcome.CT_ONLY,
                Outcome.RESTENOSIS_SUSPECTED,
                Outcome.UNDECIDED,
                Outcome.INCONSTANT,
                Outcome.MR_CT_DISAGREE);
        assertThat(rules.situations()).allSatisfy(row -> assertThat(open).containsAll(row.outcomes()));
    }

    @Test
    void refusesATableWithAGapOrAnOverlap() {
        List<CellRule> oneMissing = new ArrayList<>(rules.rows());
        CellRule removed = oneMissing.remove(0);
        List<CellRule> oneTwice = new ArrayList<>(rules.rows());
        oneTwice.add(removed);

        assertThatIllegalStateException()
                .isThrownBy(() -> new ConcordanceRules(oneMissing, List.of()))
                .withMessageContaining("STENOSIS");
        assertThatIllegalStateException()
                .isThrownBy(() -> new ConcordanceRules(oneTwice, List.of()))
                .withMessageContaining(removed.rule().id());
    }

    @Test
    void twoNarrowingsThatAreNotOneAreNoAgreement() {
        Categories categories = Categories.load();

        assertThat(categories.match(Cell.A, Cell.N, Cell.A, Cell.X, true).code().value())
                .isEqualTo("D_MRV_CATH_AGR");
        assertThat(categories
                        .match(Cell.A, Cell.N, Cell.A, Cell.X, false)
                        .code()
                        .value())
                .isEqualTo("D_MIXED");
    }

    @Test
    void everyCombinationWithUltrasoundHasItsCategory() {
        Categories categories = Categories.load();
        List<Cell> outside = List.of(Cell.A, Cell.N, Cell.X);
        List<Cell> inside = List.of(Cell.F, Cell.D, Cell.N, Cell.X);
        int combinations = 0;
        for (Cell crossSectional : outside) {
            for (Cell ultrasound : outside) {
                for (Cell catheter : outside) {
                    for (Cell ivus : inside) {
                        combinations++;
                        assertThat(categories
                                        .match(crossSectional, ultrasound, catheter, ivus, true)
                                        .code()
                                        .value())
                                .as("%s%s%s%s", crossSectional, ultrasound, catheter, ivus)
                                .isEqualTo(expected(crossSectional, ultrasound, catheter, ivus));
                    }
                }
            }
        }
        assertThat(combinations).isEqualTo(108);
    }

    /** The seven rules, first match wins, written down a second time so that the table is checked against its meaning. */
    private static String expected(Cell mr, Cell us, Cell catheter, Cell ivus) {
        List<Cell> assessed = new ArrayList<>(List.of(mr, us, catheter, ivus));
        assessed.removeIf(cell -> cell == Cell.X);
        long abnormal =
                assessed.stream().filter(c -> c == Cell.A || c == Cell.F).count();
        long normal = assessed.stream().filter(c -> c == Cell.N).count();
        if (assessed.size() < 2) {
            return "D_NOT_COMPARED";
        }
        if (ivus == Cell.D) {
            return abnormal > 0 ? "D_IVUS_DISTEND" : "D_CONCORD_NORM";
        }
        if (normal == 0) {
            return "D_CONCORD_ABN";
        }
        if (abnormal == 0) {
            return "D_CONCORD_NORM";
        }
        if (abnormal == 1) {
            return mr == Cell.A
                    ? "D_MRV_ONLY"
                    : us == Cell.A ? "D_US_ONLY" : catheter == Cell.A ? "D_CV_ONLY" : "D_IVUS_ONLY";
        }
        if (abnormal == 2 && mr == Cell.A && us == Cell.A) {
            return "D_NONINV_ONLY";
        }
        if (abnormal == 2 && catheter == Cell.A && ivus == Cell.F) {
            return "D_INVASIVE_ONLY";
        }
        return mr == Cell.A && catheter == Cell.A && us != Cell.A && ivus != Cell.N ? "D_MRV_CATH_AGR" : "D_MIXED";
    }
}
