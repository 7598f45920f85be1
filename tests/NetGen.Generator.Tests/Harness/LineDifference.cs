namespace NetGen.Generator.Tests.Harness;

/// <summary>The lines in which two texts differ, with two lines around them.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    public static string Of(string expected, string actual)
    {
        var lines = Align(expected.Split('\n'), actual.Split('\n'));
        var near = lines.Select((_, index) => Range(index, lines.Count).Any(other => lines[other].Mark != ' ')).ToList();
        return string.Join("\n", lines.Select((line, index) => (line, index)).Where(pair => near[pair.index]).Select(pair => $"{pair.line.Mark} {pair.line.Text}"));
    }

    private static IEnumerable<int> Range(int index, int count) =>
        Enumerable.Range(Math.Max(0, index - Context), Math.Min(count, index + Context + 1) - Math.Max(0, index - Context));

    /// <summary>The longest common subsequence, by the textbook table.</summary>
    private static List<(char Mark, string Text)> Align(string[] expected, string[] actual)
    {
        var common = new int[expected.Length + 1, actual.Length + 1];
        for (var i = expected.Length - 1; i >= 0; i--)
        {
            for (var j = actual.Length - 1; j >= 0; j--)
            {
                common[i, j] = expected[i] == actual[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char, string)>();
        for (int i = 0, j = 0; i < expected.Length || j < actual.Length;)
        {
            if (i < expected.Length && j < actual.Length && expected[i] == actual[j]) (lines, i, j) = (With(lines, ' ', expected[i]), i + 1, j + 1);
            else if (i < expected.Length && (j == actual.Length || common[i + 1, j] >= common[i, j + 1])) (lines, i) = (With(lines, '-', expected[i]), i + 1);
            else (lines, j) = (With(lines, '+', actual[j]), j + 1);
        }

        return lines;
    }

    private static List<(char, string)> With(List<(char, string)> lines, char mark, string text)
    {
        lines.Add((mark, text));
        return lines;
    }
}
