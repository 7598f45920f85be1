using System.Globalization;
using NetGen.Reference;

namespace NetGen.Networks.Tests.Facts;

public class ReceptiveFieldFacts
{
    [Fact]
    public void AlexNetV2Conv2Conv5AndPool5()
    {
        AssertField<AlexNetV2Conv2>(51, 8, 16, AlexNetV2Conv2.ReceptiveFieldHeight, AlexNetV2Conv2.StrideHeight, AlexNetV2Conv2.PaddingTop);
        AssertField<AlexNetV2Conv5>(163, 16, 64, AlexNetV2Conv5.ReceptiveFieldHeight, AlexNetV2Conv5.StrideHeight,
            AlexNetV2Conv5.PaddingTop);
        AssertField<AlexNetV2Trunk>(195, 32, 64, AlexNetV2Trunk.ReceptiveFieldHeight, AlexNetV2Trunk.StrideHeight,
            AlexNetV2Trunk.PaddingTop);
    }

    [Fact]
    public void VggAPool5() => AssertField<VggATrunk>(
        150, 32, 59, VggATrunk.ReceptiveFieldHeight, VggATrunk.StrideHeight, VggATrunk.PaddingTop);

    [Fact]
    public void Vgg16Pools1To5()
    {
        AssertField<Vgg16Pool1>(6, 2, 2, Vgg16Pool1.ReceptiveFieldHeight, Vgg16Pool1.StrideHeight, Vgg16Pool1.PaddingTop);
        AssertField<Vgg16Pool2>(16, 4, 6, Vgg16Pool2.ReceptiveFieldHeight, Vgg16Pool2.StrideHeight, Vgg16Pool2.PaddingTop);
        AssertField<Vgg16Pool3>(44, 8, 18, Vgg16Pool3.ReceptiveFieldHeight, Vgg16Pool3.StrideHeight, Vgg16Pool3.PaddingTop);
        AssertField<Vgg16Pool4>(100, 16, 42, Vgg16Pool4.ReceptiveFieldHeight, Vgg16Pool4.StrideHeight, Vgg16Pool4.PaddingTop);
        AssertField<Vgg16Pool5>(212, 32, 90, Vgg16Pool5.ReceptiveFieldHeight, Vgg16Pool5.StrideHeight, Vgg16Pool5.PaddingTop);
    }

    [Theory]
    [InlineData("pool1", 6, 2)]
    [InlineData("pool2", 16, 4)]
    [InlineData("pool3", 44, 8)]
    [InlineData("pool4", 100, 16)]
    [InlineData("pool5", 212, 32)]
    [InlineData("fc8", 404, 32)]
    public void TheSummaryGivesTheFieldOfEachLayer(string layer, int field, int stride)
    {
        AssertRow(Vgg16.Summary, layer, field, stride);
        AssertRow(Vgg16AnySize.Summary, layer, field, stride);
    }

    [Fact]
    public void Vgg16WithItsHeadHas404Of32With90AndItsCropIs224()
    {
        AssertField<Vgg16AnySize>(404, 32, 90, Vgg16AnySize.ReceptiveFieldHeight, Vgg16AnySize.StrideHeight, Vgg16AnySize.PaddingTop);
        Assert.Equal((404, 404), (Vgg16.FullyConvolutional.ReceptiveFieldHeight, Vgg16.FullyConvolutional.ReceptiveFieldWidth));
        Assert.Equal((32, 32), (Vgg16.FullyConvolutional.StrideHeight, Vgg16.FullyConvolutional.StrideWidth));
        Assert.Equal((90, 90), (Vgg16.FullyConvolutional.PaddingTop, Vgg16.FullyConvolutional.PaddingLeft));
        Assert.Equal(224, Vgg16.FullyConvolutional.ReceptiveFieldHeight - 2 * Vgg16.FullyConvolutional.PaddingTop);
    }

    [Fact]
    public void CaffeNetWithItsHeadHas355Of32()
    {
        AssertField<CaffeNet>(355, 32, 64, CaffeNet.ReceptiveFieldHeight, CaffeNet.StrideHeight, CaffeNet.PaddingTop);
        Assert.Equal((355, 32), (AlexNet.FullyConvolutional.ReceptiveFieldHeight, AlexNet.FullyConvolutional.StrideHeight));
    }

    [Fact]
    public void MobileNetV1() => AssertField<MobileNetTrunk>(
        315, 32, 126, MobileNetTrunk.ReceptiveFieldHeight, MobileNetTrunk.StrideHeight, MobileNetTrunk.PaddingTop);

    [Fact]
    public void ResNetV1()
    {
        Assert.Equal((483, 32), (ResNet50Path.ReceptiveFieldHeight, ResNet50Path.StrideHeight));
        Assert.Equal((1027, 32), (ResNet101Path.ReceptiveFieldHeight, ResNet101Path.StrideHeight));
        Assert.Equal((1507, 32), (ResNet152Path.ReceptiveFieldHeight, ResNet152Path.StrideHeight));
    }

    /// <summary>
    /// A padding counts as often as what comes before it strides: FCN's first, of 100 and not 1, adds 99 to what VGG-16 has.
    /// </summary>
    [Fact]
    public void FcnHas99MorePaddingThanVgg16()
    {
        Assert.Equal(18 + 99, FcnPool3.PaddingTop);
        Assert.Equal(42 + 99, FcnPool4.PaddingTop);
        Assert.Equal(90 + 99, FcnScores.PaddingTop);
    }

    [Fact]
    public void EveryNetworkHasTheFieldThatWalkingBackGives()
    {
        AssertWalk<LeNet>(LeNet.FullyConvolutional.ReceptiveFieldWidth, LeNet.FullyConvolutional.StrideWidth,
            LeNet.FullyConvolutional.PaddingLeft, dense: 4);
        AssertWalk<LeNetEveryPixel>(LeNetEveryPixel.ReceptiveFieldWidth, LeNetEveryPixel.StrideWidth, LeNetEveryPixel.PaddingLeft);
        AssertWalk<OverFeat>(OverFeat.ReceptiveFieldWidth, OverFeat.StrideWidth, OverFeat.PaddingLeft);
        AssertWalk<NetworkInNetworkMaps>(
            NetworkInNetworkMaps.ReceptiveFieldWidth, NetworkInNetworkMaps.StrideWidth, NetworkInNetworkMaps.PaddingLeft);
        AssertWalk<FcrnBEncoder>(FcrnBEncoder.ReceptiveFieldWidth, FcrnBEncoder.StrideWidth, FcrnBEncoder.PaddingLeft);
        AssertWalk<FcnScores>(FcnScores.ReceptiveFieldWidth, FcnScores.StrideWidth, FcnScores.PaddingLeft);
        AssertWalk<ResNet152Path>(ResNet152Path.ReceptiveFieldWidth, ResNet152Path.StrideWidth, ResNet152Path.PaddingLeft);
        AssertWalk<Vgg16EveryPixel>(Vgg16EveryPixel.ReceptiveFieldWidth, Vgg16EveryPixel.StrideWidth, Vgg16EveryPixel.PaddingLeft);
        AssertWalk<OblongWindow>(OblongWindow.ReceptiveFieldWidth, OblongWindow.StrideWidth, OblongWindow.PaddingLeft);
        AssertWalk<DilatedCeilPool>(DilatedCeilPool.ReceptiveFieldWidth, DilatedCeilPool.StrideWidth, DilatedCeilPool.PaddingLeft);
        Assert.Equal(
            new FieldFormula(OblongWindow.ReceptiveFieldHeight, OblongWindow.StrideHeight, OblongWindow.PaddingTop),
            FieldFormula.OfRows(typeof(OblongWindow)));
    }

    /// <summary>A network that enlarges what it pooled has S = 1, and the widest of its phases as its field.</summary>
    [Fact]
    public void FcrnAWithItsDecoderReadsWhatMarkingItsInputsFinds()
    {
        var layers = new List<SpatialLayer>();
        foreach (var layer in Declaration.Layers(typeof(FcrnA)))
        {
            if (layer.Attribute is UpsampleAttribute upsample) layers.Add(new NearestUpsample(upsample.Scale));
            if (layer.Attribute is WindowAttribute window) layers.Add(new Sliding(window.Kernel, window.Stride, window.Pad));
        }

        var marked = ReceptiveField.Of(layers);
        Assert.Equal(FcrnA.ReceptiveFieldHeight, marked.Size);
        Assert.Equal(FcrnA.PaddingTop, marked.Padding);
        Assert.Equal((double)FcrnA.StrideHeight / FcrnA.UpscaleHeight, (double)marked.StrideInputs / marked.StrideOutputs);
    }

    /// <summary>
    /// Output y reads the rows from y·S − P to y·S − P + R − 1, centre −P + y·S + (R − 1)/2: no pixel beyond them moves it, and the
    /// outermost do.
    /// </summary>
    [Fact]
    public void AnOutputReadsItsReceptiveFieldAndNothingElse()
    {
        var net = FieldProbe.Load(new RandomTensors(FieldProbe.Tensors));
        const int Size = 41;
        var image = Image.Random(Size, Size, 1);
        var map = FieldProbe.OutputSize(Size, Size);
        var before = Forms.Run(net.Forward, FieldProbe.OutputSize, image.Values, Size, Size);
        for (var row = 0; row < Size; row++)
        {
            var moved = image with { Values = [.. image.Values] };
            for (var x = 0; x < Size; x++) moved.Values[row * Size + x] += 1;
            var after = Forms.Run(net.Forward, FieldProbe.OutputSize, moved.Values, Size, Size);
            for (var y = 0; y < map.Height; y++)
            {
                var first = y * FieldProbe.StrideHeight - FieldProbe.PaddingTop;
                var reads = row >= first && row < first + FieldProbe.ReceptiveFieldHeight;
                var differs = !before.AsSpan(y * map.Width, map.Width).SequenceEqual(after.AsSpan(y * map.Width, map.Width));
                Assert.True(reads == differs,
                    $"Output row {y} reads rows {first} on, but moving row {row} {(differs ? "moves" : "does not move")} it.");
            }
        }
    }

    private static void AssertField<TNetwork>(int size, int stride, int padding, int actualSize, int actualStride, int actualPadding)
    {
        Assert.Equal((size, stride, padding), (actualSize, actualStride, actualPadding));
        Assert.Equal(new FieldFormula(size, stride, padding), FieldFormula.OfRows(typeof(TNetwork)));
        Assert.Equal(new FieldFormula(size, stride, padding), FieldFormula.OfColumns(typeof(TNetwork)));
    }

    private static void AssertWalk<TNetwork>(int size, int stride, int padding, int dense = 1)
    {
        var walk = FieldFormula.OfColumns(typeof(TNetwork));
        Assert.Equal(walk with { Size = walk.Size + (dense - 1) * walk.Stride }, new FieldFormula(size, stride, padding));
    }

    // The last figures of a row are the field, the stride and the kernel.
    private static void AssertRow(string summary, string layer, int field, int stride)
    {
        var figures = new SummaryTable(summary).Rows.Single(row => row[0] == layer)
            .Where(cell => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(int.Parse).ToArray();
        Assert.Equal([field, stride], figures[^2..]);
    }
}
