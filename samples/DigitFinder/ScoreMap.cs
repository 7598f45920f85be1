using NetGen;

namespace DigitFinder;

/// <summary>The network's answer at every position of a page: rows × columns × classes.</summary>
internal sealed class ScoreMap(MapSize size, float[] scores)
{
    public MapSize Size => size;

    public float[] Scores => scores;

    /// <summary>The probabilities of the classes at a position.</summary>
    public ReadOnlySpan<float> At(int row, int column) => scores.AsSpan((row * size.Width + column) * size.Channels, size.Channels);

    /// <summary>The probability that there is a digit, whichever; 0 outside of the map.</summary>
    public float Digitness(int row, int column) =>
        (uint)row < (uint)size.Height && (uint)column < (uint)size.Width ? 1 - At(row, column)[DigitNet.NoDigit] : 0;

    /// <summary>The page's column in pixels, from its left edge, at the middle of the crop of a map's column.</summary>
    public static float PageX(float column) =>
        column * DigitNet.FullyConvolutional.StrideWidth + DigitNet.FullyConvolutional.ReceptiveFieldWidth / 2f - PageImage.Margin;

    /// <summary>The page's row in pixels, from its top edge, at the middle of the crop of a map's row.</summary>
    public static float PageY(float row) =>
        row * DigitNet.FullyConvolutional.StrideHeight + DigitNet.FullyConvolutional.ReceptiveFieldHeight / 2f - PageImage.Margin;
}
