-- mention_calibration: weights of a mention's confidence, a row for every kind and method
-- Fitted to annotated mentions and written by make calibrate (docs/MODEL.md): do not edit.
create or replace macro macros.mention_calibration() as table
    with

    fitted (entity_kind, method_kind, constant, link_weight, score_weight, length_weight) as (
        values
        ('organisation', 'compound', -1.280, 1.063, 0.135, 0.789),
        ('organisation', 'gazetteer', -1.434, 1.063, 0.135, 0.789),
        ('organisation', 'gloss', -1.539, 1.063, 0.135, 0.789),
        ('organisation', 'pattern', -0.746, 1.063, 0.135, 0.789),
        ('organisation', 'repeat', -3.285, 1.063, 0.135, 0.789),
        ('organisation', 'seed', -1.409, 1.063, 0.135, 0.789),
        ('organisation', 'tagger', -1.422, 1.063, 0.135, 0.789),
        ('person', 'compound', -1.133, 1.063, 0.135, 0.789),
        ('person', 'gazetteer', -1.286, 1.063, 0.135, 0.789),
        ('person', 'gloss', -1.658, 1.063, 0.135, 0.789),
        ('person', 'pattern', -0.832, 1.063, 0.135, 0.789),
        ('person', 'repeat', -2.773, 1.063, 0.135, 0.789),
        ('person', 'seed', -1.882, 1.063, 0.135, 0.789),
        ('person', 'tagger', -0.445, 1.063, 0.135, 0.789),
        ('place', 'compound', -0.787, 1.063, 0.135, 0.789),
        ('place', 'gazetteer', -1.017, 1.063, 0.135, 0.789),
        ('place', 'gloss', -1.620, 1.063, 0.135, 0.789),
        ('place', 'pattern', -0.660, 1.063, 0.135, 0.789),
        ('place', 'repeat', -1.596, 1.063, 0.135, 0.789),
        ('place', 'seed', -1.345, 1.063, 0.135, 0.789),
        ('place', 'tagger', -1.501, 1.063, 0.135, 0.789)
    )

    select
        entity_kind,
        method_kind,
        constant,
        link_weight,
        score_weight,
        length_weight
    from fitted
