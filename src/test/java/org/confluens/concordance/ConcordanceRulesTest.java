package org.confluens.concordance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.confluens.concordance.Categories.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcordanceRulesTest {
    private final ConcordanceRules rules = ConcordanceRules.load();

    @Test
    void everyCellOfTheCrossProductIsCoveredByExactlyOneRule() {
        int cells = 0;
        for (Standing crossSectional : Standing.CROSS_SECTIONAL) {
            for (Standing catheter : Standing.CATHETER) {
                for (Standing ivus : Standing.IVUS) {
                    cells++;
                    assertThat(rules.rules().stream().filter(rule -> rule.covers(crossSectional, catheter, ivus)))
                            .as("%s, %s, %s", crossSectional, catheter, ivus)
                            .hasSize(1);
                }
            }
        }
        assertThat(cells).isEqualTo(5 * 5 * 7);
    }

    @Test
    void everyRuleIsReachedAndSaysWhyAndWhence() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules.rules()) {
            assertThat(ids.add(rule.id())).as(rule.id()).isTrue();
            assertThat(rule.reason()).as(rule.id()).endsWith(".").hasSizeGreaterThan(40);
            assertThat(rule.source()).as(rule.id()).isNotBlank();
            assertThat(rule.crossSectional()).as(rule.id()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STENOSIS, NOT_ASSESSED, NOT_ASSESSED, MR_ONLY",
        "STENOSIS, NO_STENOSIS, NOT_ASSESSED, NOT_REPRODUCED",
        "STENOSIS, NO_STENOSIS, DISTENSIBLE, NOT_REPRODUCED",
        "STENOSIS, STENOSIS, NOT_ASSESSED, CONFIRMED",
        "STENOSIS, STENOSIS, FIXED, CONFIRMED",
        "NO_STENOSIS, STENOSIS, NOT_ASSESSED, CATHETER_ONLY",
        "NOT_ASSESSED, STENOSIS, FIXED, CATHETER_ONLY",
        "NOT_ASSESSABLE, STENOSIS, NOT_ASSESSED, NOT_COMPARED",
        "STENOSIS, STENOSIS, DISTENSIBLE, PHYSIOLOGICAL",
        "NOT_ASSESSABLE, STENOSIS, DISTENSIBLE, PHYSIOLOGICAL",
        "NO_STENOSIS, NO_STENOSIS, FIXED, IVUS_ONLY",
        "STENOSIS, NO_STENOSIS, STRUCTURAL, IVUS_ONLY",
        "NO_STENOSIS, INDETERMINATE, NOT_ASSESSED, IVUS_SUGGESTED",
        "STENOSIS, INDETERMINATE, NOT_ASSESSED, IVUS_SUGGESTED",
        "NO_STENOSIS, NO_STENOSIS, NOT_ASSESSED, CONCORDANT_NEGATIVE",
        "STENOSIS, NOT_ASSESSED, FIXED, CONFIRMED",
        "STENOSIS, NOT_ASSESSED, DISTENSIBLE, PHYSIOLOGICAL",
        "NO_STENOSIS, NOT_ASSESSED, FIXED, CATHETER_ONLY",
        "NO_STENOSIS, NOT_ASSESSED, NOT_ASSESSED, NOT_COMPARED",
        "STENOSIS, NOT_ASSESSABLE, NOT_ASSESSED, NOT_COMPARED"
    })
    void theTableOfTheDesignHolds(Standing crossSectional, Standing catheter, Standing ivus, Outcome outcome) {
        assertThat(rules.match(crossSectional, catheter, ivus).outcome()).isEqualTo(outcome);
    }

    @Test
    void whatMrDidNotAssessIsNoFalseNegative() {
        assertThat(rules.match(Standing.NO_STENOSIS, Standing.STENOSIS, Standing.NOT_ASSESSED)
                        .agreement())
                .isEqualTo(Agreement.DISCORDANT);
        assertThat(rules.match(Standing.NOT_ASSESSED, Standing.STENOSIS, Standing.NOT_ASSESSED)
                        .agreement())
                .isEqualTo(Agreement.NOT_COMPARABLE);
        assertThat(rules.match(Standing.NOT_ASSESSABLE, Standing.STENOSIS, Standing.NOT_ASSESSED)
                        .agreement())
                .isEqualTo(Agreement.NOT_COMPARABLE);
    }

    @Test
    void onlyMrOnlyLeavesAStenosisUnanswered() {
        for (Standing catheter : Standing.CATHETER) {
            for (Standing ivus : Standing.IVUS) {
                Outcome outcome = rules.match(Standing.STENOSIS, catheter, ivus).outcome();
                boolean looked = catheter != Standing.NOT_ASSESSED && catheter != Standing.NOT_ASSESSABLE
                        || ivus != Standing.NOT_ASSESSED && ivus != Standing.INDETERMINATE;
                assertThat(outcome.answersFlag()).as("%s, %s", catheter, ivus).isEqualTo(looked);
            }
        }
    }

    @Test
    void refusesATableWithAGapOrAnOverlap() {
        List<Rule> oneMissing = new ArrayList<>(rules.rules());
        Rule removed = oneMissing.remove(0);
        List<Rule> oneTwice = new ArrayList<>(rules.rules());
        oneTwice.add(removed);

        assertThatIllegalStateException()
                .isThrownBy(() -> new ConcordanceRules(oneMissing))
                .withMessageContaining("STENOSIS");
        assertThatIllegalStateException()
                .isThrownBy(() -> new ConcordanceRules(oneTwice))
                .withMessageContaining(removed.id());
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
                                        .match(crossSectional, ultrasound, catheter, ivus)
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
