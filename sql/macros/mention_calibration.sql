-- mention_calibration: weights of a mention's confidence, a row for every kind and method
-- Fitted to annotated mentions and written by make calibrate (docs/MODEL.md): do not edit.
create or replace macro macros.mention_calibration() as table
    with

    fitted (entity_kind, method_kind, constant, link_weight, score_weight, length_weight) as (
        values
        ('organisation', 'compound', -1.284, 1.036, 0.151, 0.752),
        ('organisation', 'gazetteer', -1.497, 1.036, 0.151, 0.752),
        ('organisation', 'gloss', -1.668, 1.036, 0.151, 0.752),
        ('organisation', 'pattern', -0.946, 1.036, 0.151, 0.752),
        ('organisation', 'repeat', -3.066, 1.036, 0.151, 0.752),
        ('organisation', 'seed', -1.256, 1.036, 0.151, 0.752),
        ('organisation', 'tagger', -1.591, 1.036, 0.151, 0.752),
        ('person', 'compound', -1.151, 1.036, 0.151, 0.752),
        ('person', 'gazetteer', -1.364, 1.036, 0.151, 0.752),
        ('person', 'gloss', -1.829, 1.036, 0.151, 0.752),
        ('person', 'pattern', -0.886, 1.036, 0.151, 0.752),
        ('person', 'repeat', -3.112, 1.036, 0.151, 0.752),
        ('person', 'seed', -1.582, 1.036, 0.151, 0.752),
        ('person', 'tagger', -0.385, 1.036, 0.151, 0.752),
        ('place', 'compound', -0.703, 1.036, 0.151, 0.752),
        ('place', 'gazetteer', -1.022, 1.036, 0.151, 0.752),
        ('place', 'gloss', -1.622, 1.036, 0.151, 0.752),
        ('place', 'pattern', -0.685, 1.036, 0.151, 0.752),
        ('place', 'repeat', -1.913, 1.036, 0.151, 0.752),
        ('place', 'seed', -1.087, 1.036, 0.151, 0.752),
        ('place', 'tagger', -1.112, 1.036, 0.151, 0.752)
    )

    select
        entity_kind,
        method_kind,
        constant,
        link_weight,
        score_weight,
        length_weight
    from fitted
