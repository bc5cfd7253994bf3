-- mention_calibration: weights of a mention's confidence, a row for every kind and method
-- Fitted to annotated mentions and written by make calibrate (docs/MODEL.md): do not edit.
create or replace macro macros.mention_calibration() as table
    with

    fitted (entity_kind, method_kind, constant, link_weight, score_weight, length_weight) as (
        values
        ('organisation', 'compound', -1.588, 1.024, 0.156, 1.273),
        ('organisation', 'gazetteer', -1.764, 1.024, 0.156, 1.273),
        ('organisation', 'gloss', -2.124, 1.024, 0.156, 1.273),
        ('organisation', 'pattern', -1.259, 1.024, 0.156, 1.273),
        ('organisation', 'repeat', -3.698, 1.024, 0.156, 1.273),
        ('organisation', 'seed', -1.654, 1.024, 0.156, 1.273),
        ('organisation', 'tagger', -2.166, 1.024, 0.156, 1.273),
        ('person', 'compound', -1.379, 1.024, 0.156, 1.273),
        ('person', 'gazetteer', -1.555, 1.024, 0.156, 1.273),
        ('person', 'gloss', -2.125, 1.024, 0.156, 1.273),
        ('person', 'pattern', -1.015, 1.024, 0.156, 1.273),
        ('person', 'repeat', -3.190, 1.024, 0.156, 1.273),
        ('person', 'seed', -2.356, 1.024, 0.156, 1.273),
        ('person', 'tagger', -1.063, 1.024, 0.156, 1.273),
        ('place', 'compound', -0.931, 1.024, 0.156, 1.273),
        ('place', 'gazetteer', -1.196, 1.024, 0.156, 1.273),
        ('place', 'gloss', -2.228, 1.024, 0.156, 1.273),
        ('place', 'pattern', -0.957, 1.024, 0.156, 1.273),
        ('place', 'repeat', -2.318, 1.024, 0.156, 1.273),
        ('place', 'seed', -1.651, 1.024, 0.156, 1.273),
        ('place', 'tagger', -1.667, 1.024, 0.156, 1.273)
    )

    select
        entity_kind,
        method_kind,
        constant,
        link_weight,
        score_weight,
        length_weight
    from fitted
