using System.Diagnostics;

namespace DigitFinder;

/// <summary>The fixed network on every crop of the page, one by one, and how that compares with the one pass.</summary>
/// <param name="Crops">How many crops were run: one for each position of the map.</param>
/// <param name="Time">How long they took together, copying each out of the page included.</param>
/// <param name="Scores">How many scores were compared.</param>
/// <param name="Differing">How many of them differ in any bit.</param>
/// <param name="LargestDifference">The largest difference of two scores.</param>
internal sealed record CropRun(int Crops, TimeSpan Time, int Scores, int Differing, float LargestDifference)
{
    public static CropRun Run(DigitNet network, PageImage page, ScoreMap map)
    {
        var scores = new float[map.Scores.Length];
        var crop = new float[DigitNet.InputLength];
        RunCrop(network, page, 0, 0, crop, scores.AsSpan(0, DigitNet.OutputLength));
        var start = Stopwatch.GetTimestamp();
        for (var row = 0; row < map.Size.Height; row++)
            for (var column = 0; column < map.Size.Width; column++)
            {
                var target = scores.AsSpan((row * map.Size.Width + column) * DigitNet.OutputLength, DigitNet.OutputLength);
                RunCrop(network, page, row, column, crop, target);
            }
        var time = Stopwatch.GetElapsedTime(start);

        var (differing, largest) = Compare(map.Scores, scores);
        return new CropRun(map.Size.Height * map.Size.Width, time, scores.Length, differing, largest);
    }

    private static void RunCrop(DigitNet network, PageImage page, int row, int column, float[] crop, Span<float> scores)
    {
        var origin = row * DigitNet.FullyConvolutional.StrideHeight * page.InkWidth + column * DigitNet.FullyConvolutional.StrideWidth;
        for (var y = 0; y < DigitNet.InputHeight; y++)
            page.Ink.AsSpan(origin + y * page.InkWidth, DigitNet.InputWidth).CopyTo(crop.AsSpan(y * DigitNet.InputWidth));
        network.Forward(crop, scores);
    }

    private static (int Differing, float Largest) Compare(float[] map, float[] crops)
    {
        var (differing, largest) = (0, 0f);
        for (var i = 0; i < map.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(map[i]) == BitConverter.SingleToInt32Bits(crops[i])) continue;
            differing++;
            // The propagating maximum lets a NaN show.
            largest = MathF.Max(largest, MathF.Abs(map[i] - crops[i]));
        }
        return (differing, largest);
    }
}
