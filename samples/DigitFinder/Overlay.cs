using System.Globalization;
using NetGen.Imaging;

namespace DigitFinder;

/// <summary>Draws what was found over the page: the heatmap under the ink, a box and a label for each digit.</summary>
internal static class Overlay
{
    private static readonly Color Box = new(0, 90, 200);

    /// <summary>An RGB image of the page's size.</summary>
    public static Image Draw(PageImage page, ScoreMap map, List<Detection> found)
    {
        var canvas = new Canvas(new Image(page.Width, page.Height, 3));
        for (var y = 0; y < page.Height; y++)
            for (var x = 0; x < page.Width; x++)
                canvas.Set(x, y, HeatUnderInk(Heat(map, x + 0.5f, y + 0.5f), page.InkAt(x, y)));
        foreach (var digit in found)
        {
            var box = InkBox.Around(page, digit.X, digit.Y);
            canvas.Frame(box.Left - 3, box.Top - 3, box.Right + 3, box.Bottom + 3, Box);
            Label(canvas, box, digit.Digit.ToString(CultureInfo.InvariantCulture));
        }
        return canvas.Image;
    }

    /// <summary>From white paper over yellow to red the surer the network is of a digit; the page's ink stays on top.</summary>
    private static Color HeatUnderInk(float heat, float ink)
    {
        var (red, green, blue) = (255f, 255 - 150 * heat * heat, 255 - 235 * heat);
        var light = 1 - 0.85f * ink;
        return new Color((byte)(red * light), (byte)(green * light), (byte)(blue * light));
    }

    /// <summary>The probability of a digit at a point of the page, interpolated between the map's positions.</summary>
    private static float Heat(ScoreMap map, float x, float y)
    {
        var column = (x - ScoreMap.PageX(0)) / DigitNet.FullyConvolutional.StrideWidth;
        var row = (y - ScoreMap.PageY(0)) / DigitNet.FullyConvolutional.StrideHeight;
        var (left, top) = ((int)MathF.Floor(column), (int)MathF.Floor(row));
        var (u, v) = (column - left, row - top);
        var upper = map.Digitness(top, left) * (1 - u) + map.Digitness(top, left + 1) * u;
        var lower = map.Digitness(top + 1, left) * (1 - u) + map.Digitness(top + 1, left + 1) * u;
        return Math.Clamp(upper * (1 - v) + lower * v, 0f, 1f);
    }

    /// <summary>Right above the box, or below it at the page's top.</summary>
    private static void Label(Canvas canvas, InkBox box, string text)
    {
        const int Scale = 2;
        var left = box.Left - 3;
        var top = box.Top - 3 - Font.Height * Scale - 2;
        canvas.Text(left, top >= 0 ? top : box.Bottom + 6, Scale, text, Box);
    }
}
