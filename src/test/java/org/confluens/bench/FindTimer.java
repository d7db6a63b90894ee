package org.confluens.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.ClientAssociation;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.DimseClient;
import org.confluens.dicom.dimse.FindResults;
import org.confluens.dicom.dimse.PresentationRequest;
import org.confluens.dicom.dimse.RemoteAe;

/**
 * Times worklist queries from request to final response, each client on one association. Nobody is timed before everybody
 * has an association and has asked a first time.
 */
final class FindTimer {

    private static final String MWL = UID.ModalityWorklistInformationModelFind;

    private FindTimer() {}

    /** Percentiles in milliseconds, and how many answers the last query had. */
    record Times(double p50, double p95, double p99, int answers) {
        private static Times of(long[] nanos, int answers) {
            Arrays.sort(nanos);
            return new Times(at(nanos, 0.50), at(nanos, 0.95), at(nanos, 0.99), answers);
        }

        private static double at(long[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e6;
        }
    }

    private record Sample(long[] nanos, int answers) {}

    /** Lets clients ask at the same time, each so many queries in a row. */
    static Times measure(RemoteAe remote, IntFunction<Dataset> queries, int clients, int each) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Sample>> work = new ArrayList<>();
            CyclicBarrier ready = new CyclicBarrier(clients);
            for (int c = 0; c < clients; c++) {
                int first = c * each;
                work.add(() -> ask(remote, queries, first, each, ready));
            }
            List<long[]> all = new ArrayList<>();
            int answers = 0;
            for (Future<Sample> sample : pool.invokeAll(work)) {
                all.add(sample.get().nanos());
                answers = sample.get().answers();
            }
            return Times.of(all.stream().flatMapToLong(Arrays::stream).toArray(), answers);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Sample ask(RemoteAe remote, IntFunction<Dataset> queries, int first, int count, CyclicBarrier ready)
            throws Exception {
        PresentationRequest context = PresentationRequest.of(MWL, UID.ExplicitVRLittleEndian);
        try (ClientAssociation association =
                DimseClient.open("BENCH", remote, List.of(context), ClientOptions.defaults())) {
            long[] nanos = new long[count];
            int answers = 0;
            for (int i = 0; i < count; i++) {
                Dataset identifier = queries.apply(first + i);
                long start = System.nanoTime();
                FindResults results = association.find(MWL, identifier);
                answers = 0;
                while (results.next().isPresent()) {
                    answers++;
                }
                nanos[i] = System.nanoTime() - start;
                if (!results.outcome().status().isSuccess()) {
                    throw new IOException(
                            remote + " answered " + results.outcome().status());
                }
            }
            return new Sample(nanos, answers);
        }
    }
}
