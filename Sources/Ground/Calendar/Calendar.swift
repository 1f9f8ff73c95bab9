// Moments, spans, civil dates and zones: values, no clock.
