package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.confluens.report.seal.SealState;
import org.confluens.report.seal.SealWatch;
import org.confluens.report.seal.SealedHeads;

/** Looks at all that is sealed of some reports; reading is what checks. */
@ApplicationScoped
class SealReview {

    /** The last report that was looked at, and how many were; the last is the highest number there is at the end. */
    record Reviewed(long last, int reports) {

        boolean isEnd() {
            return last == Long.MAX_VALUE;
        }
    }

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    @Inject
    private Chains chains;

    @Inject
    private SealedHeads heads;

    @Inject
    private SealWatch watch;

    /** Looks at so many reports after one. It is a transaction of its own, so that what it reads is committed. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    Reviewed review(long after, int most) {
        List<Report> batch = entities.createQuery(
                        "select r from Report r where r.id > :after order by r.id", Report.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
        batch.forEach(this::review);
        long last = batch.size() < most
                ? Long.MAX_VALUE
                : batch.get(batch.size() - 1).id();
        Set<Long> there = batch.stream().map(Report::id).collect(Collectors.toSet());
        heads.missing(after, last, there).forEach(report -> watch.report(report, SealState.MISSING));
        return new Reviewed(last, batch.size());
    }

    private void review(Report report) {
        if (report.seal().intact()) {
            heads.reached(report.id(), report.sealings());
        }
        chains.of(report);
        chains.checkFindings(report);
    }
}
