using NetGen.Imaging;

namespace DigitFinder;

/// <summary>A colour of 8 bits a channel.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue);

/// <summary>Drawing on an RGB image; what falls outside is cut off.</summary>
internal sealed class Canvas(Image image)
{
    public Image Image => image;

    public void Set(int x, int y, Color color)
    {
        if ((uint)x >= (uint)image.Width || (uint)y >= (uint)image.Height) return;
        var pixel = image.Pixels.AsSpan((y * image.Width + x) * image.Channels);
        (pixel[0], pixel[1], pixel[2]) = (color.Red, color.Green, color.Blue);
    }

    /// <summary>The outline of a rectangle, its last column and row included.</summary>
    public void Frame(int left, int top, int right, int bottom, Color color)
    {
        for (var x = left; x <= right; x++)
        {
            Set(x, top, color);
            Set(x, bottom, color);
        }
        for (var y = top; y <= bottom; y++)
        {
            Set(left, y, color);
            Set(right, y, color);
        }
    }

    /// <summary>Digits whose top left pixel is given, every pixel of the font drawn as a square.</summary>
    public void Text(int left, int top, int scale, string text, Color color)
    {
        foreach (var character in text)
        {
            for (var y = 0; y < Font.Height * scale; y++)
                for (var x = 0; x < Font.Width * scale; x++)
                    if (Font.IsInk(character, x / scale, y / scale)) Set(left + x, top + y, color);
            left += (Font.Width + 1) * scale;
        }
    }
}
