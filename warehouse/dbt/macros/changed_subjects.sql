{#
    Marts are derived anew only for subjects whose rows changed since they last were (core.changed_subject, kept by the loader and emptied
    after a build): every mart's row is about one subject. Without this, one more article would cost a rebuild of everything.
#}

{# Whether the model's table stands and only changed subjects are derived. A unit test has no table. #}
{% macro catches_up() -%}
    {{ return(this is not none and is_incremental()) }}
{%- endmacro %}

{# Before an incremental model writes: forget the rows of changed subjects. Doing it twice does no harm. #}
{% macro forget_changed(also='false') -%}
    {% if catches_up() %}
    delete from {{ this }} where subject in (select subject from core.changed_subject) or {{ also }}
    {% endif %}
{%- endmacro %}

{# Condition for what an incremental model reads: rows of changed subjects only. #}
{% macro of_changed(subject='subject') -%}
    {% if catches_up() %}{{ subject }} in (select subject from core.changed_subject){% else %}true{% endif %}
{%- endmacro %}
