using System.Text.RegularExpressions;

namespace NetGen.Networks.Tests.Support;

/// <summary>The layer table of a network, read back from its Summary: what a user is told of every layer.</summary>
internal sealed partial class SummaryTable
{
    private readonly Dictionary<string, string> _outputs = [];

    public SummaryTable(string summary)
    {
        // Header, rule, the input's row, then the layers up to an empty line.
        foreach (var line in summary.Split('\n').Skip(3).TakeWhile(line => line.Length > 0))
        {
            var cells = Gap().Split(line);
            Rows.Add(cells);
            _outputs.Add(cells[0], cells[2]);
        }
    }

    /// <summary>The cells of each layer's row: name, what it is, output, and those of the figures that it has.</summary>
    public List<string[]> Rows { get; } = [];

    /// <summary>The size that the table gives for a layer's output, as text.</summary>
    public string Output(string layer) => _outputs[layer];

    /// <summary>The size that the table gives for a layer's output, for an image of a size.</summary>
    public (int Height, int Width, int Channels) Output(string layer, int height, int width)
    {
        var text = new SizeText(_outputs[layer]);
        var rows = text.Read(height);
        text.Skip('×');
        var columns = text.Read(width);
        text.Skip('×');
        return ((int)rows, (int)columns, (int)text.Read(0));
    }

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Gap();

    /// <summary>Reads sizes such as <c>⌊(H−3)/2⌋+1</c>, <c>4⌊W/4⌋</c> and <c>min(H, ⌊H/2⌋)</c>.</summary>
    private sealed class SizeText(string text)
    {
        private int _at;

        public long Read(long image)
        {
            var sum = Product(image);
            while (_at < text.Length && text[_at] is '+' or '−')
                sum += text[_at++] == '+' ? Product(image) : -Product(image);
            return sum;
        }

        public void Skip(char expected)
        {
            if (_at >= text.Length || text[_at] != expected) throw new FormatException($"'{expected}' expected at {_at} of '{text}'.");
            _at++;
        }

        private long Product(long image)
        {
            var product = Atom(image);
            while (_at < text.Length && text[_at] is 'H' or 'W' or '⌊' or '(') product *= Atom(image);
            return product;
        }

        private long Atom(long image)
        {
            if (text.AsSpan(_at).StartsWith("min(", StringComparison.Ordinal))
            {
                _at += "min(".Length;
                var a = Read(image);
                Skip(',');
                Skip(' ');
                var b = Read(image);
                Skip(')');
                return Math.Min(a, b);
            }

            switch (text[_at])
            {
                case 'H' or 'W':
                    _at++;
                    return image;
                case '(':
                    _at++;
                    var inner = Read(image);
                    Skip(')');
                    return inner;
                case '⌊':
                    _at++;
                    var dividend = Read(image);
                    Skip('/');
                    var divisor = Atom(image);
                    Skip('⌋');
                    return (long)Math.Floor((double)dividend / divisor);
                default:
                    var start = _at;
                    while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
                    return long.Parse(text.AsSpan(start, _at - start));
            }
        }
    }
}
