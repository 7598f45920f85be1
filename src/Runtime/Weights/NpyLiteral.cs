using System.Globalization;

namespace NetGen;

/// <summary>
/// Parses the Python dictionary of a .npy header. Only what NumPy itself writes is accepted: the three keys, once each, with strings,
/// booleans and tuples of whole numbers, and white space at the end.
/// </summary>
internal ref struct NpyLiteral
{
    // NumPy's own limit is 64 axes.
    private const int MostAxes = 64;

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private NpyLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <exception cref="FormatException">The text is anything else. The message continues a sentence.</exception>
    public static (string Descr, bool FortranOrder, IReadOnlyList<int> Shape) Parse(string text)
    {
        var parser = new NpyLiteral(text);
        return parser.ParseDictionary();
    }

    private (string Descr, bool FortranOrder, IReadOnlyList<int> Shape) ParseDictionary()
    {
        string? descr = null;
        bool? fortranOrder = null;
        List<int>? shape = null;
        Expect('{');
        while (!TryTake('}'))
        {
            var key = ParseString();
            Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = ParseDescr();
                    break;
                case "fortran_order" when fortranOrder is null:
                    fortranOrder = ParseBoolean();
                    break;
                case "shape" when shape is null:
                    shape = ParseTuple();
                    break;
                default:
                    throw new FormatException($"its header has the key {Names.Quote(key)}, which is unknown or appears twice.");
            }
            if (!TryTake(','))
            {
                Expect('}');
                break;
            }
        }
        SkipSpace();
        if (_position < _text.Length) throw Unexpected("its end");
        if (descr is null || fortranOrder is null || shape is null)
            throw new FormatException("its header lacks descr, fortran_order or shape.");
        return (descr, fortranOrder.Value, shape);
    }

    // Records are lists of fields, which no weight is.
    private string ParseDescr()
    {
        SkipSpace();
        return _position < _text.Length && _text[_position] == '['
            ? throw new FormatException("its elements are records; weights are plain numbers.")
            : ParseString();
    }

    private string ParseString()
    {
        SkipSpace();
        if (_position == _text.Length || _text[_position] is not ('\'' or '"')) throw Unexpected("a string");
        var rest = _text[(_position + 1)..];
        var end = rest.IndexOf(_text[_position]);
        if (end < 0 || rest[..end].ContainsAny('\\', '\n')) throw Unexpected("a string without escapes");
        _position += end + 2;
        return rest[..end].ToString();
    }

    private bool ParseBoolean()
    {
        SkipSpace();
        foreach (var value in (ReadOnlySpan<bool>)[true, false])
        {
            var word = value ? "True" : "False";
            if (!_text[_position..].StartsWith(word)) continue;
            _position += word.Length;
            return value;
        }
        throw Unexpected("True or False");
    }

    private List<int> ParseTuple()
    {
        var axes = new List<int>();
        Expect('(');
        while (!TryTake(')'))
        {
            axes.Add(ParseExtent());
            if (axes.Count > MostAxes) throw new FormatException($"its shape has more than {MostAxes} axes.");
            if (TryTake(',')) continue;
            // (3) is a number in Python; the tuple is (3,).
            if (axes.Count == 1) throw Unexpected("','");
            Expect(')');
            break;
        }
        return axes;
    }

    private int ParseExtent()
    {
        SkipSpace();
        var length = _text[_position..].IndexOfAnyExceptInRange('0', '9');
        if (length <= 0) throw Unexpected("a whole number from 0 on");
        var digits = _text.Slice(_position, length);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
            throw new FormatException($"its shape has an axis of length {Names.Quote(digits.ToString())}; {int.MaxValue} is possible.");
        _position += length;
        return extent;
    }

    private void Expect(char c)
    {
        if (!TryTake(c)) throw Unexpected($"'{c}'");
    }

    private bool TryTake(char c)
    {
        SkipSpace();
        if (_position == _text.Length || _text[_position] != c) return false;
        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n') _position++;
    }

    private readonly FormatException Unexpected(string expected) => new(
        _position < _text.Length
            ? $"its header has {Names.Quote(_text[_position].ToString())} at character {_position}, where {expected} should be."
            : $"its header ends at character {_position}, where {expected} should be.");
}
