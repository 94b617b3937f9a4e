package io.voxlynx.dashboard;

import io.voxlynx.session.SessionFigures;

/** @param agents those that are not deleted */
public record DashboardMetrics(long agents, SessionFigures sessions) {}
