import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const views = resolve(import.meta.dirname, '../../src/handlers/views');

/**
 * Exported functions of the views that return a message or a modal, or an object with one: `run-card.ts runCard`. Not
 * those of `kit.ts`, of which views are made.
 */
export function exportedViews(): string[] {
  const files = filesIn(views).filter((path) => path !== join(views, 'kit.ts'));
  return files.flatMap((path) =>
    parse(path).statements.flatMap((statement) =>
      ts.isFunctionDeclaration(statement) && isExported(statement) && shows(statement.type)
        ? [`${relative(views, path)} ${statement.name?.text}`]
        : [],
    ),
  );
}

/** The views that the files in a folder import and call, named likewise. */
export function calledViews(folder: string): string[] {
  return filesIn(folder).flatMap((path) => {
    const file = parse(path);
    const calls = callsIn(file);
    return importsOf(file).flatMap(({ from, name, local }) => {
      const view = relative(views, resolve(path, '..', from)).replaceAll('\\', '/');
      return view.startsWith('..') || !calls.has(local) ? [] : [`${view} ${name}`];
    });
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function isExported(statement: ts.FunctionDeclaration): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function shows(type: ts.TypeNode | undefined): boolean {
  if (!type) throw new Error('an exported view does not say what it returns');
  if (ts.isTypeReferenceNode(type)) return ['Message', 'Modal', 'HomeView', 'Reply'].includes(type.typeName.getText());
  if (!ts.isTypeLiteralNode(type)) return false;
  return type.members.some((member) => ts.isPropertySignature(member) && member.type && shows(member.type));
}

function importsOf(file: ts.SourceFile) {
  return file.statements.flatMap((statement) => {
    const named = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (!ts.isImportDeclaration(statement) || !named || !ts.isNamedImports(named)) return [];
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    return named.elements.map(({ name, propertyName }) => ({
      ...{ from, local: name.text, name: (propertyName ?? name).text },
    }));
  });
}

function callsIn(file: ts.SourceFile): Set<string> {
  const called = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) called.add(node.expression.text);
    ts.forEachChild(node, look);
  };
  look(file);
  return called;
}
