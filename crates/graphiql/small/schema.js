// The schema as text a person can read: the standard introspection query and its answer written as SDL.

export const INTROSPECTION = `query IntrospectionQuery {
  __schema {
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types {
      kind name description
      fields(includeDeprecated: true) {
        name description isDeprecated deprecationReason
        args { name description defaultValue type { ...Type } }
        type { ...Type }
      }
      inputFields { name description defaultValue type { ...Type } }
      interfaces { name }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { name }
    }
  }
}
fragment Type on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
}`;

const BUILT_IN = ['String', 'Int', 'Float', 'Boolean', 'ID'];
const KEYWORD = { OBJECT: 'type', INTERFACE: 'interface' };

/** `[Seminar!]!` from the nested form of the introspection answer. */
function reference(type) {
  if (type.kind === 'NON_NULL') return `${reference(type.ofType)}!`;
  if (type.kind === 'LIST') return `[${reference(type.ofType)}]`;
  return type.name;
}

function described(text, indent, line) {
  return text ? `${indent}"""${text}"""\n${indent}${line}` : `${indent}${line}`;
}

function deprecated(item) {
  if (!item.isDeprecated) return '';
  return ` @deprecated(reason: ${JSON.stringify(item.deprecationReason ?? '')})`;
}

function input(value) {
  const standard = value.defaultValue == null ? '' : ` = ${value.defaultValue}`;
  return `${value.name}: ${reference(value.type)}${standard}`;
}

function field(item) {
  const args = item.args.length > 0 ? `(${item.args.map(input).join(', ')})` : '';
  return `${item.name}${args}: ${reference(item.type)}${deprecated(item)}`;
}

function block(head, items, write) {
  const lines = items.map((item) => described(item.description, '  ', write(item)));
  return `${head} {\n${lines.join('\n')}\n}`;
}

function definition(type) {
  switch (type.kind) {
    case 'SCALAR':
      return `scalar ${type.name}`;
    case 'ENUM':
      return block(`enum ${type.name}`, type.enumValues, (value) => value.name + deprecated(value));
    case 'UNION':
      return `union ${type.name} = ${type.possibleTypes.map(({ name }) => name).join(' | ')}`;
    case 'INPUT_OBJECT':
      return block(`input ${type.name}`, type.inputFields, input);
    default: {
      const interfaces = (type.interfaces ?? []).map(({ name }) => name).join(' & ');
      const head = `${KEYWORD[type.kind]} ${type.name}${interfaces && ` implements ${interfaces}`}`;
      return block(head, type.fields, field);
    }
  }
}

/** The root types first, then the others by name; what GraphQL itself defines is left out. */
export function schemaAsText(schema) {
  const roots = [schema.queryType, schema.mutationType, schema.subscriptionType]
    .filter(Boolean)
    .map(({ name }) => name);
  const rank = ({ name }) => (roots.includes(name) ? roots.indexOf(name) : roots.length);
  return schema.types
    .filter(({ name }) => !name.startsWith('__') && !BUILT_IN.includes(name))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map((type) => described(type.description, '', definition(type)))
    .join('\n\n');
}
