package org.confluens.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;

/** Starts and ends the sending of the outbox. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class DeliveryStart {

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private DeliveryLoop loop;

    @PostConstruct
    void start() {
        loop.start(threads);
    }

    @PreDestroy
    void stop() {
        loop.stop();
    }
}
