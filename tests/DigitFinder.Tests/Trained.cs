using System.Globalization;
using NetGen.Imaging;

namespace DigitFinder.Tests;

/// <summary>The network and the page that ship with the sample, and what truly stands on the page.</summary>
internal static class Trained
{
    public static DigitNet Network { get; } = DigitNet.LoadTrained();

    public static Image Page { get; } = Png.Decode(Resources.Read("page.png"));

    public static IReadOnlyList<(int Digit, float X, float Y)> Truth { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "page.truth.csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => Array.ConvertAll(cells, cell => float.Parse(cell, CultureInfo.InvariantCulture)))
            .Select(cells => ((int)cells[0], cells[1], cells[2])),
    ];

    public static ScoreMap Map(PageImage page)
    {
        var size = DigitNet.FullyConvolutional.OutputSize(page.InkHeight, page.InkWidth);
        var map = new ScoreMap(size, new float[size.Length]);
        Network.ToFullyConvolutional().Forward(page.Ink, page.InkHeight, page.InkWidth, map.Scores);
        return map;
    }

    /// <summary>A part of the shipped page.</summary>
    public static Image Part(int left, int top, int width, int height)
    {
        var part = new Image(width, height, 1);
        for (var y = 0; y < height; y++) Page.Pixels.AsSpan((top + y) * Page.Width + left, width).CopyTo(part.Pixels.AsSpan(y * width));
        return part;
    }
}
