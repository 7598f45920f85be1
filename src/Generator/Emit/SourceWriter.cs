using System;
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Writes indented C#, with \n on every machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line; an empty one once only.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length == 0 && EndsInEmptyLine) return this;
        if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes a header and the lines within braces under it.</summary>
    public SourceWriter Block(string header, Action body)
    {
        Line(header);
        Line("{");
        _depth++;
        body();
        _depth--;
        return Line("}");
    }

    /// <summary>Writes lines one step further in.</summary>
    public SourceWriter Indented(Action body)
    {
        _depth++;
        body();
        _depth--;
        return this;
    }

    private bool EndsInEmptyLine => _text.Length > 1 && _text[_text.Length - 1] == '\n' && _text[_text.Length - 2] == '\n';

    public override string ToString() => _text.ToString();
}
