using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.CodeFixes;

/// <summary>Pieces of syntax that the fixes share.</summary>
internal static class Nodes
{
    public static LiteralExpressionSyntax Integer(string value) =>
        SyntaxFactory.LiteralExpression(
            SyntaxKind.NumericLiteralExpression,
            SyntaxFactory.Literal(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));

    public static LiteralExpressionSyntax String(string value) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value));

    public static AttributeArgumentSyntax Positional(ExpressionSyntax value) => SyntaxFactory.AttributeArgument(value);

    public static AttributeArgumentSyntax Named(string name, ExpressionSyntax value) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space)),
        nameColon: null,
        value);

    /// <summary>The value of a property set in an attribute, or null.</summary>
    public static AttributeArgumentSyntax? FindNamed(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The arguments with one more, each where it stood; a comment after the last one goes after the new one.</summary>
    public static AttributeArgumentListSyntax Append(AttributeArgumentListSyntax list, AttributeArgumentSyntax argument)
    {
        if (list.Arguments.Count == 0) return list.WithArguments(SyntaxFactory.SingletonSeparatedList(argument));
        var last = list.Arguments.Last();
        var comma = SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return list.WithArguments(SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(
            list.Arguments.Replace(last, last.WithoutTrailingTrivia())
                .GetWithSeparators()
                .Add(comma)
                .Add(argument.WithTrailingTrivia(last.GetTrailingTrivia()))));
    }

    /// <summary>Arguments with a comma and a space between them.</summary>
    public static AttributeArgumentListSyntax List(params AttributeArgumentSyntax[] arguments) => SyntaxFactory.AttributeArgumentList(
        SyntaxFactory.SeparatedList(
            arguments.Select(argument => argument.WithoutTrivia()),
            Enumerable.Repeat(
                SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space),
                System.Math.Max(0, arguments.Length - 1))));

    public static AttributeSyntax? AttributeAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>();
}
